import { effect } from '@preact/signals-core';
import { render } from 'lit-html';
import { startAnnouncing, titleParts } from './announce-page.ts';
import { app } from './app.ts';
import { keepFocus } from './keep-focus.ts';
import { startKeys } from './keys.ts';
import { startPresence } from './presence/announce.ts';
import { fitAllFrames } from './preview/fit-frame.ts';
import { choice, follow, holdView } from './route.ts';
import { issue, overview, startState } from './state.ts';
import { language } from './texts/t.ts';

const root = document.querySelector<HTMLElement>('#studio');
if (root === null) throw new Error('The page has no place for the studio.');

effect(() => {
  render(app(), root);
});
effect(() => {
  document.documentElement.lang = language.value;
  document.title = [...titleParts(), overview.value?.name ?? 'Courant'].join(' \u2013 ');
});
effect(() => {
  choice('width');
  choice('zoom');
  // Reading the issue here draws the marks again when its problems arrive after the view.
  issue.value;
  requestAnimationFrame(fitAllFrames);
});

document.addEventListener('click', follow);
holdView();
startKeys();
startState();
startPresence();
startAnnouncing();
keepFocus(root);
