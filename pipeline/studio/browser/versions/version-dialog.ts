import { batch, signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type {
  Exchanged,
  IssueChanges,
  SavedVersion,
  SaveVersionRequest,
  VersionsView,
} from '../../protocol/versions.ts';
import { path, postJson } from '../api.ts';
import { wordsOfFailure } from '../failure-words.ts';
import { ownName } from '../presence/announce.ts';
import { textOf } from '../preview/toolbar.ts';
import { showModal } from '../show-modal.ts';
import { overview, tell } from '../state.ts';
import type { ProblemWords } from '../texts/problem-texts.ts';
import { wordsOf } from '../texts/problem-words.ts';
import { counted, t } from '../texts/t.ts';
import { proposeSentence } from './propose-sentence.ts';
import { changesOf, loadVersions, versions } from './versions.ts';

/** The slug of the issue whose form is open. */
const openSlug = signal<string | undefined>(undefined);
/** What the person typed instead of the proposed sentence. */
const typed = signal<string | undefined>(undefined);
const name = signal('');
const email = signal('');
const isBusy = signal(false);
/** Why the last request was refused. */
const refusals = signal<readonly ProblemWords[]>([]);

const emailKey = 'studio.person-email';

export function openVersion(slug: string): void {
  batch(() => {
    openSlug.value = slug;
    typed.value = undefined;
    name.value ||= ownName.value;
    email.value ||= localStorage.getItem(emailKey) ?? '';
    refusals.value = [];
  });
  void loadVersions();
}

/** The form that saves an issue as a version and exchanges versions with the remote. */
export function versionDialog(): TemplateResult | typeof nothing {
  const [slug, view] = [openSlug.value, versions.value];
  if (slug === undefined || view === undefined) return nothing;
  const changes = changesOf(slug);
  const mayExchange = view.mayExchange && view.remote !== undefined;
  return html`<dialog class="help version" aria-label=${t('versionSave')} ${ref(showModal)} @close=${close}>
    <h2>${t('versionSave')}</h2>
    ${changes ? formView(changes, view) : html`<p>${t('versionNothing')}</p>`}
    ${view.folder === undefined ? nothing : html`<p class="quiet">${t('versionFolder', { folder: view.folder })}</p>`}
    ${refusals.value.length > 0 ? html`<div class="banner conflict" role="alert">${refusals.value.map(({ message, hint }) => html`<p>${message}</p>${hint ? html`<p class="hint">${hint}</p>` : nothing}`)}</div>` : nothing}
    <p class="quiet" role="status">${isBusy.value ? t('versionBusy') : nothing}</p>
    <div class="version-buttons">
      ${changes ? button('versionSave', () => save(changes, false)) : nothing}
      ${changes && mayExchange ? button('versionSaveSend', () => save(changes, true)) : nothing}
      ${mayExchange ? button('versionExchange', exchange, 'quiet-button') : nothing}
      <button class="button quiet-button" @click=${close}>${t('close')}</button>
    </div>
  </dialog>`;
}

/** The most files to list. */
const most = 12;

function formView(changes: IssueChanges, view: VersionsView): TemplateResult {
  const { files } = changes;
  return html`<ul class="version-files">
      ${files.slice(0, most).map(({ path: file, kind }) => html`<li><code>${file}</code> <span class="quiet">${t(kindTexts[kind])}</span></li>`)}
      ${files.length > most ? html`<li class="quiet">${t('versionMore', { count: files.length - most })}</li>` : nothing}
    </ul>
    ${field('versionSentence', sentenceOf(changes), (text) => {
      typed.value = text;
    })}
    ${
      view.author
        ? html`<p class="quiet">${t('versionAuthor', { name: view.author.name, email: view.author.email })}</p>`
        : authorView(view)
    }`;
}

const kindTexts = { new: 'versionNew', changed: 'versionChanged', gone: 'versionGone' } as const;

const rowOf = (slug: string) => overview.value?.issues.find((each) => each.slug === slug);
const sentenceOf = (changes: IssueChanges) => typed.value ?? proposeSentence(changes, rowOf(changes.slug));

function authorView({ remembersAuthor }: VersionsView): TemplateResult {
  return html`${field('ownName', name.value, (text) => {
    name.value = text;
  })}
    ${field(
      'versionEmail',
      email.value,
      (text) => {
        email.value = text;
      },
      'email',
    )}
    <p class="quiet">${t(remembersAuthor ? 'versionRemembers' : 'versionForgets')}</p>`;
}

function field(
  label: 'versionSentence' | 'versionEmail' | 'ownName',
  value: string,
  change: (text: string) => void,
  type = 'text',
): TemplateResult {
  return html`<label class="field"><span class="quiet">${t(label)}</span>
    <input type=${type} maxlength="300" .value=${value} @input=${(event: Event) => change(textOf(event))}></label>`;
}

function button(
  text: 'versionSave' | 'versionSaveSend' | 'versionExchange',
  act: () => Promise<void>,
  kind = '',
): TemplateResult {
  return html`<button class="button ${kind}" ?disabled=${isBusy.value} @click=${() => request(act)}>${t(text)}</button>`;
}

async function save(changes: IssueChanges, exchanges: boolean): Promise<void> {
  const isAsked = versions.value?.author === undefined;
  if (isAsked) localStorage.setItem(emailKey, email.value);
  const wish: SaveVersionRequest = {
    action: 'save',
    sentence: sentenceOf(changes),
    exchanges,
    ...(isAsked && { author: { name: name.value, email: email.value } }),
  };
  const saved = await postJson<SavedVersion>(path('api', 'versions', 'issue', changes.slug), wish);
  tell(t('versionSaved', { commit: saved.commit.slice(0, 8) }));
  if (saved.notSent) refusals.value = [wordsOf(saved.notSent)];
  else close();
}

async function exchange(): Promise<void> {
  const { received, sent } = await postJson<Exchanged>('/api/versions/exchange', {});
  const receivedText = counted('versionReceived', 'versionsReceived', received);
  tell(`${receivedText} ${counted('versionSent', 'versionsSent', sent)}`);
  close();
}

/** Runs a request, and shows why it was refused. The form stays open with what was typed. */
async function request(act: () => Promise<void>): Promise<void> {
  batch(() => {
    isBusy.value = true;
    refusals.value = [];
  });
  try {
    await act();
  } catch (error) {
    refusals.value = wordsOfFailure(error);
  }
  isBusy.value = false;
  await loadVersions();
}

function close(): void {
  openSlug.value = undefined;
}
