import { effect, signal, untracked } from '@preact/signals-core';
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { WriteView } from '../../protocol/write.ts';
import { getJsonIfThere, path } from '../api.ts';
import { detail, setDetail } from '../route.ts';
import { goneSlug, issue, onReconnect, stamp, tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';
import { problemLine } from '../views/problem-card.ts';
import { createEditor } from './create-editor.ts';
import { takeDraft } from './draft-name.ts';
import { readDraft } from './kept-draft.ts';
import { popupView, slashView } from './popup-view.ts';
import { showPart } from './show-part.ts';
import { createSlashSignal } from './slash-menu.ts';
import { createTools, type Tools } from './tools.ts';
import { hasUnsaved } from './unsaved.ts';
import { writeToolbar } from './write-toolbar.ts';
import { openWriting } from './writing.ts';

/** The desks that still save after they were left, by issue. */
const closing = new Map<string, Promise<void>>();

/** The writing desk of an issue: `<write-desk .slug=…>`. */
export class WriteDesk extends HTMLElement {
  slug = '';
  readonly #opened = signal<'reading' | 'gone' | Tools>('reading');
  readonly #slash = createSlashSignal();
  /** The words of a draft that does not fit the article any more. */
  readonly #lost = signal('');
  readonly #page = document.createElement('div');
  /** Whether the file could not be read when the desk opened. */
  #isOpenedBroken = false;
  #stops: (() => void)[] = [];

  connectedCallback(): void {
    this.className = 'write';
    const [bar, over, spoken] = [div('write-head'), div('write-over'), div('sr')];
    this.#page.className = 'write-page';
    spoken.setAttribute('role', 'status');
    this.replaceChildren(bar, this.#page, over, spoken);
    const leave = () => {
      this.#tools()?.saver.leave();
      this.#tools()?.writing.draft.release();
    };
    window.addEventListener('pagehide', leave);
    window.addEventListener('beforeunload', this.#ask);
    this.#stops = [
      effect(() => {
        render(this.#head(), bar);
      }),
      effect(() => {
        render(this.#over(), over);
      }),
      effect(() => {
        spoken.textContent = this.#tools()?.spoken.value ?? '';
      }),
      effect(() => this.#follow()),
      effect(() => this.#goToPart()),
      onReconnect(() => this.#resume()),
      () => window.removeEventListener('pagehide', leave),
      () => window.removeEventListener('beforeunload', this.#ask),
    ];
    void this.#open().catch(tellFailure);
  }

  disconnectedCallback(): void {
    const tools = this.#tools();
    for (const stop of this.#stops) stop();
    if (tools === undefined) return;
    const { draft, editor } = tools.writing;
    const closed = tools.saver.flush().finally(() => {
      tools.writing.editor = undefined;
      editor?.destroy();
      draft.release();
    });
    closing.set(this.slug, closed);
  }

  #tools(): Tools | undefined {
    const opened = this.#opened.value;
    return typeof opened === 'string' ? undefined : opened;
  }

  async #open(): Promise<void> {
    await closing.get(this.slug);
    const view = await getJsonIfThere<WriteView>(path('api', 'write', this.slug));
    if (!this.isConnected || this.#opened.value !== 'reading') return;
    if (view === undefined) {
      this.#opened.value = 'gone';
      return;
    }
    const writing = openWriting(this.slug, view);
    const tools = createTools(writing);
    const hasDraft = !view.isBroken && (await takeDraft(this.slug, writing.draft));
    if (!this.isConnected || this.#opened.value !== 'reading') {
      writing.draft.release();
      return;
    }
    this.#isOpenedBroken = view.isBroken;
    const draft = hasDraft ? readDraft(writing) : undefined;
    if (draft && 'words' in draft) this.#lost.value = draft.words;
    const kept = draft && 'doc' in draft ? draft : undefined;
    if (kept) {
      writing.confirmed.value = kept.confirmed;
      writing.conflicts.value = kept.conflicts;
      writing.sent = kept.sent;
    }
    writing.editor = createEditor(tools, this.#page, this.#slash, kept?.doc);
    this.#opened.value = tools;
    if (kept) await tools.saver.catchUp();
  }

  /** Saves or opens what the studio did not answer to before. */
  #resume(): void {
    const tools = this.#tools();
    if (tools) void tools.saver.flush();
    else if (this.#opened.value === 'reading') void this.#open().catch(tellFailure);
  }

  /** Reads the file again when it has changed. */
  #follow(): void {
    stamp.value;
    issue.value;
    untracked(() => {
      const tools = this.#tools();
      if (tools) void tools.saver.read().then(() => this.#openAgain(tools));
      else if (this.#opened.value === 'gone') {
        this.#opened.value = 'reading';
        void this.#open().catch(tellFailure);
      }
    });
  }

  /** Opens the article of a file that can be read again, with the words that the browser has kept. */
  #openAgain(tools: Tools): void {
    const { writing } = tools;
    if (!this.#isOpenedBroken || this.#tools() !== tools || writing.confirmed.value.view.isBroken) return;
    writing.editor?.destroy();
    writing.editor = undefined;
    writing.draft.release();
    this.#opened.value = 'reading';
    void this.#open().catch(tellFailure);
  }

  /** Goes to the part that the address names, once. */
  #goToPart(): void {
    const part = detail('part');
    const { editor } = this.#tools()?.writing ?? {};
    if (part === '' || editor === undefined) return;
    untracked(() => {
      setDetail({ part: '' });
      // The forms of the blocks are drawn after this.
      requestAnimationFrame(() => showPart(editor, part));
    });
  }

  /** The browser asks before it closes a page whose words could not be saved. */
  readonly #ask = (event: Event): void => {
    const { writing } = this.#tools() ?? {};
    const kind = writing?.save.value.kind;
    const isLost = writing !== undefined && this.#isGone() && hasUnsaved(writing);
    if (kind === 'failed' || kind === 'refused' || isLost) event.preventDefault();
  };

  /** Whether the issue was deleted or renamed after the desk was opened. */
  #isGone = () => goneSlug.value === this.slug;

  #head(): TemplateResult {
    const opened = this.#opened.value;
    if (opened === 'reading') return html`<p class="empty">${t('reading')}</p>`;
    if (opened === 'gone') return html`<p class="empty">${t('issueGone')}</p>`;
    const { view } = opened.writing.confirmed.value;
    return html`${writeToolbar(opened)}
      ${view.isBroken ? html`<div class="banner" role="alert"><p>${t(this.#isGone() ? 'issueGoneKept' : this.#isOpenedBroken ? 'brokenFile' : 'unreadable')}</p></div>` : nothing}
      ${this.#lost.value === '' ? nothing : html`<div class="banner conflict" role="alert"><p>${t('writeLostDraft')}</p><pre>${this.#lost.value}</pre></div>`}
      ${view.problems.length > 0 ? html`<div class="write-problems">${view.problems.map(problemLine)}</div>` : nothing}`;
  }

  #over(): TemplateResult | typeof nothing {
    const tools = this.#tools();
    return tools ? html`${popupView(tools)}${slashView(tools, this.#slash.value)}` : nothing;
  }
}

function div(name: string): HTMLElement {
  const element = document.createElement('div');
  element.className = name;
  return element;
}

customElements.define('write-desk', WriteDesk);
