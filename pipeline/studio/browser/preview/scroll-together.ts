import type { EditionFrame } from './edition-frame.ts';

/** Views are aligned at this height, as a share of the view from its top. */
export const anchorRatio = 0.25;

/** Scrolls the other views so that they show the same block as this one at the same height. */
export function scrollTogether(leader: EditionFrame, others: readonly EditionFrame[]): void {
  const { scroller } = leader;
  if (!scroller) return;
  const eye = scroller.scrollTop + scroller.clientHeight * anchorRatio;
  const mine = leader.boxes();
  for (const other of others) {
    if (!other.scroller) continue;
    const { scrollTop, clientHeight } = other.scroller;
    const theirs = new Map(other.boxes().map((box) => [box.anchor, box]));
    const shared = mine.filter(({ anchor }) => theirs.has(anchor));
    const points = [
      { from: 0, to: 0 },
      ...shared.map(({ anchor, top }) => ({ from: top, to: theirs.get(anchor)?.top ?? 0 })),
      { from: scroller.scrollHeight, to: other.scroller.scrollHeight },
    ];
    const isAtTop = scroller.scrollTop <= 0;
    const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
    const wanted = between(points, eye) - clientHeight * anchorRatio;
    const target = isAtTop ? 0 : isAtEnd ? other.scroller.scrollHeight : wanted;
    if (Math.abs(target - scrollTop) >= 1) other.scrollQuietly(target);
  }
}

/** Interpolates `value` linearly between the two points around it. */
function between(points: readonly { from: number; to: number }[], value: number): number {
  const after = points.findIndex(({ from }) => from > value);
  const [a, b] = [points[Math.max(0, after - 1)], points[after < 0 ? points.length - 1 : after]];
  if (!a || !b || a.from === b.from) return b?.to ?? 0;
  return a.to + ((value - a.from) / (b.from - a.from)) * (b.to - a.to);
}
