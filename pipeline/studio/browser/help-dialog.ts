import { signal } from '@preact/signals-core';
import { html, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { showModal } from './show-modal.ts';
import type { TextKey } from './texts/english.ts';
import { t } from './texts/t.ts';

export const showsHelp = signal(false);

/** The keys that `keys.ts` handles. */
const keys: readonly (readonly [string, TextKey])[] = [
  ['j k', 'keyNext'],
  ['1 \u2013 7', 'keyTabs'],
  ['v', 'keyView'],
  ['w', 'keyWidth'],
  ['d', 'keyScheme'],
  ['i', 'keyImages'],
  ['+ \u2212 0', 'keyZoom'],
  ['/', 'keyFind'],
  ['m', 'keyInbox'],
  ['c', 'keyCalendar'],
  ['r', 'keyReport'],
  ['t', 'keyTexts'],
  ['n p', 'keyPart'],
  ['Ctrl Enter', 'keySave'],
  ['?', 'keyHelp'],
];

/** The list of keys, in a dialog. */
export function helpDialog(): TemplateResult {
  return html`<dialog class="help" aria-label=${t('help')} ${ref(showModal)} @close=${close} @click=${closeOutside}>
    <h2>${t('help')}</h2>
    <dl>${keys.map(([key, text]) => html`<div><dt>${key.split(' ').map((each) => html`<kbd>${each}</kbd>`)}</dt><dd>${t(text)}</dd></div>`)}</dl>
    <form method="dialog"><button class="button" @click=${closeDialog}>${t('close')}</button></form>
  </dialog>`;
}

/** The content security policy forbids submitting a form, even one that only closes a dialog. */
function closeDialog(event: Event): void {
  event.preventDefault();
  close();
}

function closeOutside(event: MouseEvent): void {
  if (event.target === event.currentTarget) close();
}

function close(): void {
  showsHelp.value = false;
}
