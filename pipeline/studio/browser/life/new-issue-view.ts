import { effect, signal, untracked } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type { NewIssueRequest, NewIssueView } from '../../protocol/life.ts';
import { getJson } from '../api.ts';
import { createInOrder } from '../in-order.ts';
import { textOf } from '../preview/toolbar.ts';
import { goTo, hrefOf, place } from '../route.ts';
import { loadOverview, overview, tellFailure } from '../state.ts';
import { wordsOf } from '../texts/problem-words.ts';
import { day, t } from '../texts/t.ts';
import { post } from './life-state.ts';
import { refusalOf } from './refusal-view.ts';

const empty: NewIssueRequest = {
  title: '',
  kind: 'article',
  date: '',
  slug: '',
  from: '',
  keepsWords: false,
};

const wanted = signal<NewIssueRequest>(empty);
const proposal = signal<NewIssueView | undefined>(undefined);
const inOrder = createInOrder();

effect(() => {
  if (place.value.page !== 'new') return;
  const { title, date, slug } = wanted.value;
  const query = new URLSearchParams({ title, date, slug });
  untracked(async () => {
    const found = await inOrder(getJson<NewIssueView>(`/api/new?${query}`)).catch(tellFailure);
    if (found) proposal.value = found.answer;
  });
});

/** The form for a new issue. The name follows from the day and the title until somebody types another one. */
export function newIssueView(): TemplateResult {
  const { title, kind, date, slug, from, keepsWords } = wanted.value;
  const issues = overview.value?.issues ?? [];
  const view = proposal.value;
  const begin = from === '' ? kind : 'copy';
  const latest = issues[0]?.slug ?? '';
  const refused = view?.refusal && wordsOf(view.refusal);
  return html`<div class="page life"><form class="card life-form" @submit=${create}>
    <label class="life-field"><span>${t('newTitle')}</span>
      <input name="title" required maxlength="200" autocomplete="off" .value=${title} ${ref(focusTitle)} @input=${(event: Event) => change({ title: textOf(event) })}></label>
    <div class="life-row">
      <label class="life-field"><span>${t('date')}</span>
        <input name="date" type="date" .value=${date || (view?.date ?? '')} @input=${(event: Event) => change({ date: textOf(event) })}></label>
      <label class="life-field grows"><span>${t('folder')}</span>
        <input name="slug" spellcheck="false" autocapitalize="off" autocomplete="off" maxlength="100" aria-describedby="slug-note"
          .value=${slug || (view?.slug ?? '')} @input=${(event: Event) => change({ slug: textOf(event) })}></label>
    </div>
    <p id="slug-note" class="life-note ${refused ? 'bad' : 'quiet'}" role="status">${refused ? `${refused.message} ${refused.hint ?? ''}` : t('folderNote')}</p>
    <fieldset class="life-choices"><legend>${t('beginWith')}</legend>
      ${choice('article', begin, t('emptyArticle'), t('emptyArticleNote'))}
      ${choice('digest', begin, t('emptyDigest'), t('emptyDigestNote'))}
      ${issues.length > 0 ? choice('copy', begin, t('copyIssue'), t('copyIssueNote'), latest) : nothing}
    </fieldset>
    ${
      from === ''
        ? nothing
        : html`<div class="life-copy"><label class="life-field"><span>${t('copyOf')}</span>
      <select name="from" @change=${(event: Event) => change({ from: textOf(event) })}>
        ${issues.map((each) => html`<option value=${each.slug} ?selected=${each.slug === from}>${each.headline ?? each.slug}${each.date ? ` (${day(each.date)})` : ''}</option>`)}
      </select></label>
      <label class="life-check"><input type="checkbox" .checked=${keepsWords} @change=${(event: Event) => change({ keepsWords: (event.target as HTMLInputElement).checked })}> ${t('keepWords')}</label></div>`
    }
    ${refusalOf('new')}
    <footer class="life-foot"><a class="quiet-link" href="/trash">${t('trash')}</a><span class="spacer"></span>
      <button class="button" ?disabled=${view?.slug === undefined || view.refusal !== undefined}>${t('create')}</button></footer>
  </form></div>`;
}

function choice(
  value: 'article' | 'digest' | 'copy',
  chosen: string,
  label: string,
  note: string,
  latest = '',
): TemplateResult {
  const choose = () =>
    change(value === 'copy' ? { from: latest } : { kind: value, from: '', keepsWords: false });
  return html`<label class="life-choice"><input type="radio" name="begin" value=${value} .checked=${value === chosen} @change=${choose}>
    <span><strong>${label}:</strong> <span class="quiet">${note}</span></span></label>`;
}

function change(changes: Partial<NewIssueRequest>): void {
  wanted.value = { ...wanted.value, ...changes };
}

async function create(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const slug = wanted.value.slug || (proposal.value?.slug ?? '');
  const made = await post<{ slug: string }>('new', '/api/new', { ...wanted.value, slug });
  if (made === undefined) return;
  const { kind, from } = wanted.value;
  // Writing begins in the first block. A copy has words already.
  const part = from !== '' ? 'headline' : kind === 'digest' ? 'stories.0' : 'body.0';
  wanted.value = empty;
  await loadOverview().catch(tellFailure);
  goTo(hrefOf({ slug: made.slug, tab: 'write' }, { part }));
}

/** Somebody who opens the form begins with the title. */
function focusTitle(input: Element | undefined): void {
  requestAnimationFrame(() => input instanceof HTMLElement && input.focus());
}
