import { effect } from '@preact/signals-core';
import { render } from 'lit-html';
import { app } from './app.ts';
import { startKeys } from './keys.ts';
import { fitAll } from './preview/fit-frame.ts';
import { choice, follow } from './route.ts';
import { issue, overview, startState } from './state.ts';
import { language } from './texts/t.ts';

const root = document.querySelector<HTMLElement>('#studio');
if (root === null) throw new Error('The page has no place for the studio.');

effect(() => {
  render(app(), root);
});
effect(() => {
  document.documentElement.lang = language.value;
  document.title = `${overview.value?.name ?? 'Courant'} \u2013 studio`;
});
effect(() => {
  choice('width');
  choice('zoom');
  // What is wrong with a block is known a moment after its look, and is marked beside it.
  issue.value;
  requestAnimationFrame(fitAll);
});
document.addEventListener('click', follow);
startKeys();
startState();
