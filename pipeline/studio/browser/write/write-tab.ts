import { signal } from '@preact/signals-core';
import { html, type TemplateResult } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import { t } from '../texts/t.ts';

const loaded = signal<'not yet' | 'yes' | 'failed'>('not yet');
let isLoading = false;

/** The writing desk of an issue. Its editor is loaded when somebody opens it for the first time. */
export function writeTab(slug: string): TemplateResult {
  if (loaded.value === 'yes') return html`${keyed(slug, html`<write-desk .slug=${slug}></write-desk>`)}`;
  if (loaded.value === 'not yet') {
    if (!isLoading) void load();
    return html`<p class="empty">${t('reading')}</p>`;
  }
  return html`<div class="empty">
    <p>${t('tabNotLoaded')}</p>
    <button type="button" @click=${() => location.reload()}>${t('reload')}</button>
  </div>`;
}

async function load(): Promise<void> {
  isLoading = true;
  try {
    await import('./write-desk.ts');
    loaded.value = 'yes';
  } catch {
    // A studio of another version has no editor for this page, and browsers may not request a module again.
    loaded.value = 'failed';
  }
}
