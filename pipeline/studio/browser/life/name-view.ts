import { html, nothing, type TemplateResult } from 'lit-html';
import type { LifeView } from '../../protocol/life.ts';
import { path } from '../api.ts';
import { goTo, hrefOf } from '../route.ts';
import { loadOverview, tell, tellFailure } from '../state.ts';
import { day, t } from '../texts/t.ts';
import { act, post } from './life-state.ts';
import { refusalOf } from './refusal-view.ts';
import { problemsOfSetting } from './setting-problems.ts';
import { restoreIssue } from './trash-view.ts';

/** The name of the issue, which becomes part of its address, and its deletion. */
export function nameView(view: LifeView): TemplateResult {
  const { slug, aliases, dispatchedAt, isPublic } = view;
  const rename = (event: SubmitEvent) => {
    event.preventDefault();
    const to = String(new FormData(event.currentTarget as HTMLFormElement).get('to') ?? '').trim();
    if (to !== slug) void renameTo(slug, to, false);
  };
  const wasSent = dispatchedAt !== undefined;
  return html`<section class="card" aria-labelledby="life-name"><h2 id="life-name">${t('folder')}</h2>
    <form class="life-form" data-setting="aliases" @submit=${rename}><label class="life-field"><span>${t('folderName')}</span>
      <input name="to" required maxlength="100" spellcheck="false" autocapitalize="off" autocomplete="off" aria-describedby="rename-note refusal-rename" .value=${slug}></label>
      <p class="life-note quiet" id="rename-note">${t('renameNote')}</p>
      ${aliases.length > 0 ? html`<p class="life-note">${t('formerNames')} ${aliases.map((alias) => html`<code>${alias}</code> `)}</p>` : nothing}
      ${problemsOfSetting('aliases')}${refusalOf('rename')}
      <footer class="life-foot"><button class="button quiet-button danger-quiet" type="button" ?disabled=${wasSent} aria-describedby=${wasSent ? 'delete-note' : nothing} @click=${() => remove(slug, isPublic)}>${t('deleteIssue')}</button>
        <span class="spacer"></span><button class="button quiet-button">${t('rename')}</button></footer></form>
    ${wasSent ? html`<p class="life-note quiet" id="delete-note">${t('cannotDelete', { date: day(dispatchedAt) })}</p>` : nothing}
    ${refusalOf('delete')}</section>`;
}

async function renameTo(from: string, to: string, isUndo: boolean): Promise<void> {
  // The notice with the undo button is on every page, but only the settings show why it was refused.
  if (isUndo) goTo(hrefOf({ slug: from, tab: 'settings' }));
  const done = await post<{ slug: string }>('rename', path('api', 'life', from), {
    action: 'rename',
    to,
    isUndo,
  });
  if (done === undefined) return;
  await loadOverview().catch(tellFailure);
  goTo(hrefOf({ slug: to, tab: 'settings' }));
  if (isUndo) tell(t('undone'));
  else tell(t('renamed', { name: to }), () => void renameTo(to, from, true));
}

async function remove(slug: string, isPublic: boolean): Promise<void> {
  if (!window.confirm(t(isPublic ? 'deletePublicAsk' : 'deleteAsk'))) return;
  const gone = await act<{ name: string }>('delete', { action: 'delete' });
  if (gone === undefined) return;
  await loadOverview().catch(tellFailure);
  goTo('/trash');
  tell(t('deleted', { name: slug }), () => void restoreIssue(gone.name));
}
