import { signal } from '@preact/signals-core';
import { html, type TemplateResult } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';

const isLoaded = signal(false);
let isLoading = false;

/** The writing desk of an issue. Its editor is loaded when somebody opens it for the first time. */
export function writeTab(slug: string): TemplateResult {
  if (!isLoaded.value) {
    if (!isLoading) void load().catch(tellFailure);
    return html`<p class="empty">${t('reading')}</p>`;
  }
  return html`${keyed(slug, html`<write-desk .slug=${slug}></write-desk>`)}`;
}

async function load(): Promise<void> {
  isLoading = true;
  try {
    await import('./write-desk.ts');
    isLoaded.value = true;
  } finally {
    isLoading = false;
  }
}
