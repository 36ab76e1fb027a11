import { effect, signal, untracked } from '@preact/signals-core';
import { html, type TemplateResult } from 'lit-html';
import type { TrashedIssue } from '../../protocol/life.ts';
import { goTo, hrefOf, place } from '../route.ts';
import { loadOverview, overview, tellFailure } from '../state.ts';
import { day, t } from '../texts/t.ts';
import { post, read } from './life-state.ts';
import { refusalOf } from './refusal-view.ts';

const trash = signal<readonly TrashedIssue[] | undefined>(undefined);

async function load(): Promise<void> {
  trash.value = (await read<readonly TrashedIssue[]>('trash', '/api/trash')) ?? trash.value ?? [];
}

effect(() => {
  // Another page may delete or restore an issue.
  overview.value;
  if (place.value.page === 'trash') untracked(() => void load());
});

/** The deleted issues, each with a button that restores it. */
export function trashView(): TemplateResult {
  const found = trash.value;
  if (found === undefined) return html`<p class="empty">${t('reading')}</p>`;
  return html`<div class="page life">${refusalOf('trash')}
    ${found.length === 0 ? html`<p class="empty">${t('trashEmpty')}</p>` : html`<ul class="trash">${found.map(trashed)}</ul>`}
    <p class="quiet life-note">${t('trashNote')}</p></div>`;
}

function trashed({ name, slug, headline, deletedAt }: TrashedIssue): TemplateResult {
  return html`<li class="card"><div><strong><bdi>${headline ?? slug}</bdi></strong>
    <p class="quiet">${slug} \u00b7 ${t('deletedAt', { date: day(deletedAt, true) })}</p></div>
    <button class="button quiet-button" aria-label="${t('restore')}: ${headline ?? slug}" @click=${() => restoreIssue(name)}>${t('restore')}</button></li>`;
}

/** Moves an issue back from the trash, and opens it. */
export async function restoreIssue(name: string): Promise<void> {
  // A notice on another page has a button for this, too, but only this page shows why it was refused.
  goTo('/trash');
  const back = await post<{ slug: string }>('trash', '/api/trash', { name });
  if (back === undefined) return;
  await loadOverview().catch(tellFailure);
  goTo(hrefOf({ slug: back.slug, tab: 'settings' }));
}
