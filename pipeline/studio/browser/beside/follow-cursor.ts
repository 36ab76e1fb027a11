import { computed, effect } from '@preact/signals-core';
import { EditionFrame } from '../preview/edition-frame.ts';
import { drawGutter } from '../preview/gutter.ts';
import { anchorRatio } from '../preview/scroll-together.ts';
import { detail, place } from '../route.ts';
import { cursorPart } from './cursor-part.ts';

/** The address of the open desk. */
const open = computed(() => [place.value.slug, place.value.tab, detail('locale')].join(' '));

effect(() => {
  open.value;
  cursorPart.value = '';
});

effect(() => {
  const part = cursorPart.value;
  const frame = document.querySelector('.beside-letter edition-frame');
  if (frame instanceof EditionFrame) showPart(frame, part, 'follow');
});

/**
 * Marks a part in the letter, and scrolls to it when it is out of sight. After a save (`keep`), the letter keeps
 * its position, because the words that were typed have only become more or fewer.
 */
export function showPart(frame: EditionFrame, part: string, scroll: 'follow' | 'keep'): void {
  const anchor = anchorOf(part, frame.dataset['locale'] ?? '');
  drawGutter(frame, anchor);
  const { scroller } = frame;
  if (part === '' || !scroller || scroll === 'keep') return;
  const box = frame.boxes().find((each) => each.anchor === anchor);
  // Parts without a place in the letter are those of its head.
  const [top, bottom] = box ? [box.top, box.bottom] : [0, 0];
  const height = scroller.clientHeight;
  const isInSight = top >= scroller.scrollTop + height * 0.05 && bottom <= scroller.scrollTop + height * 0.95;
  if (isInSight) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scroller.scrollTo({ top: top - height * anchorRatio, behavior: isCalm ? 'instant' : 'smooth' });
}

/** The part at a click in the letter; empty where there is none. */
export function partOf(
  { anchor, isHeadline }: { anchor: string; isHeadline: boolean },
  locale: string,
): string {
  if (anchor === '') return isHeadline ? 'headline' : '';
  return anchor.startsWith(`${locale}.`) ? `own.${anchor.slice(locale.length + 1)}` : anchor;
}

const anchorOf = (part: string, locale: string) => part.replace(/^own\./, `${locale}.`);
