import { EditionFrame } from '../preview/edition-frame.ts';
import { anchorRatio } from '../preview/scroll-together.ts';

/** The last step and its comparison. Another comparison starts from the beginning. */
let last: { of: unknown; at: number } = { of: undefined, at: -1 };

/** Scrolls to the next block that differs; after the last one, to the first. */
export function showNextBlock(frames: readonly EditionFrame[], anchors: readonly string[]): void {
  const anchor = next(anchors);
  for (const frame of frames) {
    const box = frame.boxes().find((each) => each.anchor === anchor);
    const { scroller } = frame;
    if (!box || !scroller) continue;
    // The other frames follow, as they do when a person scrolls.
    scroller.scrollTop = box.top - scroller.clientHeight * anchorRatio;
    return;
  }
}

/** Scrolls to the next words that differ. */
export function showNextWords(of: unknown): void {
  const places = [...document.querySelectorAll('.diff [data-change]')];
  next(places, of)?.scrollIntoView({ block: 'center' });
}

function next<Item>(items: readonly Item[], of: unknown = items): Item | undefined {
  const at = last.of === of ? (last.at + 1) % Math.max(1, items.length) : 0;
  last = { of, at };
  return items[at];
}

/** The frames of the comparison: the earlier version and the current one. */
export function framesIn(root: ParentNode): EditionFrame[] {
  return [...root.querySelectorAll('edition-frame')].filter((each) => each instanceof EditionFrame);
}
