import type { ShownProblem } from '../../protocol/issues.ts';
import { issue } from '../state.ts';
import { t } from '../texts/t.ts';
import type { EditionFrame } from './edition-frame.ts';

/** Draws marks beside a view: at the chosen block, and at the blocks with problems. */
export function drawGutter(frame: EditionFrame, chosen = frame.dataset['chosen'] ?? ''): void {
  const gutter = frame.closest('.stage')?.querySelector<HTMLElement>('.gutter');
  if (!gutter) return;
  frame.dataset['chosen'] = chosen;
  const locale = frame.dataset['locale'];
  const problems = (issue.value?.problems ?? []).filter((each) => each.locale === locale && each.block);
  const zoom = Number(frame.dataset['zoom'] ?? 1);
  const scrolled = frame.scroller?.scrollTop ?? 0;
  gutter.style.setProperty('--screen', `${frame.parentElement?.offsetWidth ?? 0}px`);
  const left = (frame.parentElement?.offsetLeft ?? 0) - 10;
  const marks = frame.boxes().flatMap(({ anchor, top, bottom }) => {
    const own = problems.filter(({ block }) => block === anchor);
    if (own.length === 0 && anchor !== chosen) return [];
    const mark = document.createElement(own.length > 0 ? 'a' : 'span');
    mark.className = `mark ${markKind(own)}`;
    mark.style.top = `${(top - scrolled) * zoom}px`;
    mark.style.height = `${Math.max(14, (bottom - top) * zoom)}px`;
    mark.style.left = `${left}px`;
    const [first] = own;
    if (first && mark instanceof HTMLAnchorElement) {
      mark.href = first.opens ?? '#';
      mark.ariaLabel = own.map(({ message }) => message).join(' ');
      mark.title = own.map(({ message }) => message).join('\n');
    }
    return [mark];
  });
  gutter.replaceChildren(...marks, ...clipMark(frame, zoom, scrolled));
}

function markKind(problems: readonly ShownProblem[]): string {
  if (problems.some(({ severity }) => severity === 'error')) return 'error';
  return problems.some(({ severity }) => severity === 'warning')
    ? 'warning'
    : problems.length > 0
      ? 'note'
      : 'chosen';
}

/** A line at the place where Gmail clips the message. */
function clipMark(frame: EditionFrame, zoom: number, scrolled: number): HTMLElement[] {
  const edition = issue.value?.editions.find(({ locale }) => locale === frame.dataset['locale']);
  const box = frame.boxes().find(({ anchor }) => anchor === edition?.clippedIn);
  if (box === undefined) return [];
  const line = document.createElement('span');
  line.className = 'clip-line';
  line.textContent = t('clippedHere');
  line.style.top = `${(box.bottom - scrolled) * zoom}px`;
  return [line];
}
