import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { ReaderRow } from '../../protocol/mail.ts';
import { getJson, path } from '../api.ts';
import { textOf } from '../preview/toolbar.ts';
import { tellFailure } from '../state.ts';
import { nameOf, t } from '../texts/t.ts';

/**
 * The chosen subscriber, and the issue for which they were chosen, because their edition may differ between
 * issues.
 */
export const chosen = signal<{ slug: string; reader: ReaderRow } | undefined>(undefined);

const found = signal<readonly ReaderRow[]>([]);
const isListed = signal(false);
/** The index of the option that the keyboard has selected; -1 for none. */
const active = signal(-1);
let turn = 0;

/** A field that finds subscribers as you type: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function readerSearch(slug: string): TemplateResult {
  const reader = chosen.value?.slug === slug ? chosen.value.reader : undefined;
  const isOpen = isListed.value && found.value.length > 0;
  return html`<div class="combobox">
    <label for="find-reader">${t('findReader')}</label>
    <input id="find-reader" role="combobox" autocomplete="off" spellcheck="false" aria-autocomplete="list"
      aria-expanded=${isOpen} aria-controls="readers" aria-activedescendant=${isOpen && active.value >= 0 ? `reader-${active.value}` : nothing}
      .value=${reader ? reader.address : ''}
      @input=${(event: Event) => search(slug, textOf(event))} @focus=${(event: Event) => search(slug, reader ? '' : textOf(event))}
      @keydown=${(event: KeyboardEvent) => onKey(event, slug)} @blur=${close}>
    <ul id="readers" role="listbox" aria-label=${t('findReader')} ?hidden=${!isOpen}>
      ${found.value.map((each, at) => option(each, at, slug))}
    </ul>
  </div>`;
}

function option(reader: ReaderRow, at: number, slug: string): TemplateResult {
  const { address, name, edition } = reader;
  // Handled before the field loses the focus, because that closes the list.
  const onPress = (event: Event) => {
    event.preventDefault();
    choose(slug, reader);
  };
  return html`<li id="reader-${at}" role="option" aria-selected=${at === active.value} @pointerdown=${onPress}>
    <span>${name ?? address}</span> <span class="quiet">${name ? `${address} \u00b7 ` : ''}${nameOf(edition)}</span></li>`;
}

function search(slug: string, text: string): void {
  const mine = ++turn;
  getJson<readonly ReaderRow[]>(
    `${path('api', 'issues', slug, 'readers')}?search=${encodeURIComponent(text)}`,
  ).then((rows) => {
    if (mine !== turn) return;
    found.value = rows;
    active.value = -1;
    isListed.value = true;
    document.querySelector('#readers')?.scrollIntoView({ block: 'nearest' });
  }, tellFailure);
}

function choose(slug: string, reader: ReaderRow): void {
  chosen.value = { slug, reader };
  close();
}

function close(): void {
  turn++;
  isListed.value = false;
  active.value = -1;
}

function onKey(event: KeyboardEvent, slug: string): void {
  const { length } = found.value;
  const steps: Record<string, () => void> = {
    ArrowDown: () => step(active.value < length - 1 ? active.value + 1 : 0),
    ArrowUp: () => step(active.value > 0 ? active.value - 1 : length - 1),
    Enter: () => {
      const reader = found.value[active.value];
      if (reader) choose(slug, reader);
    },
    Escape: close,
  };
  const act = isListed.value && length > 0 ? steps[event.key] : undefined;
  if (act === undefined || (event.key === 'Enter' && active.value < 0)) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function step(to: number): void {
  active.value = to;
  document.querySelector(`#reader-${to}`)?.scrollIntoView({ block: 'nearest' });
}
