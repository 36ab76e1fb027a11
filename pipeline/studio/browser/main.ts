import { effect } from '@preact/signals-core';
import { render } from 'lit-html';
import { app } from './app.ts';
import { startKeys } from './keys.ts';
import { startPresence } from './presence/announce.ts';
import { fitAllFrames } from './preview/fit-frame.ts';
import { choice, follow, holdView, type Place, place } from './route.ts';
import { issue, overview, slug, startState } from './state.ts';
import { language, t } from './texts/t.ts';

const root = document.querySelector<HTMLElement>('#studio');
if (root === null) throw new Error('The page has no place for the studio.');

effect(() => {
  render(app(), root);
});
effect(() => {
  document.documentElement.lang = language.value;
  document.title = [...titleOf(place.value), overview.value?.name ?? 'Courant'].join(' \u2013 ');
});
effect(() => {
  choice('width');
  choice('zoom');
  // Reading the issue here draws the marks again when its problems arrive after the view.
  issue.value;
  requestAnimationFrame(fitAllFrames);
});

/**
 * The parts of the page's title, the most specific one first, because a tab shows only the start of its
 * title.
 */
function titleOf({ page, tab }: Place): string[] {
  if (page !== 'issue') return [t(page)];
  const row = overview.value?.issues.find((each) => each.slug === slug.value);
  return slug.value === undefined ? [t('studio')] : [row?.headline ?? slug.value, t(tab)];
}

document.addEventListener('click', follow);
holdView();
startKeys();
startState();
startPresence();
