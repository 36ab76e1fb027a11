import { batch } from '@preact/signals-core';
import { schemes } from '../emulate.ts';
import { nextPart } from './desk/next-part.ts';
import { showsHelp } from './help-dialog.ts';
import { views, zooms } from './preview/toolbar.ts';
import { type Choice, choice, choose, goTo, hrefOf, place, tabs } from './route.ts';
import { slug } from './state.ts';
import { foundIssues } from './views/sidebar.ts';

/** Single keys, which work outside of text fields. `help-dialog.ts` lists them. */
const keys: Readonly<Record<string, () => void>> = {
  j: () => stepIssue(1),
  k: () => stepIssue(-1),
  v: () => step('view', views, 1),
  w: () => step('width', ['phone', 'tablet', 'desktop'], 1),
  d: () => step('scheme', schemes, 1),
  i: () => choose({ images: choice('images') === 'off' ? 'on' : 'off' }),
  '+': () => zoom(1),
  '=': () => zoom(1),
  '-': () => zoom(-1),
  '0': () => choose({ zoom: 'fit' }),
  '/': () => document.querySelector<HTMLInputElement>('#find, #find-mail')?.focus(),
  m: () => goTo('/inbox'),
  c: () => goTo('/calendar'),
  r: () => goTo('/report'),
  t: () => goTo('/texts'),
  n: () => nextPart(1),
  p: () => nextPart(-1),
  '?': () => {
    showsHelp.value = true;
  },
};

/** Handles keys on the whole page, including those that the frames of a preview forward. */
export function startKeys(): void {
  document.addEventListener('keydown', (event) => {
    // The editor has handled the key already.
    if (event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    const tab = tabs[Number(event.key) - 1];
    const act = tab && event.key !== '0' ? () => goTo(hrefOf({ slug: slug.value, tab })) : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    batch(act);
  });
}

function isWriting({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (key === 'Escape') target.blur();
  // Checks the dialog element, because its close event arrives a moment later.
  const isTold = document.querySelector('dialog[open]') !== null;
  // The text of an article is a field also while the file is broken and nothing can be written.
  const fields = 'input:not([type=checkbox], [type=range]), textarea, select, [role=textbox]';
  const isField = target.matches(fields);
  return isField || target.isContentEditable || isTold;
}

function stepIssue(by: number): void {
  const issues = foundIssues();
  const at = issues.findIndex((each) => each.slug === slug.value);
  const next = issues[at + by];
  if (next) goTo(hrefOf({ slug: next.slug, tab: place.value.tab }));
}

function step(name: Choice, values: readonly string[], by: number): void {
  const next = values[(values.indexOf(choice(name)) + by + values.length) % values.length];
  if (next) choose({ [name]: next });
}

function zoom(by: number): void {
  const at = zooms.indexOf(choice('zoom') === 'fit' ? '100' : choice('zoom'));
  const next = zooms[Math.min(zooms.length - 1, Math.max(1, at + by))];
  if (next) choose({ zoom: next });
}
