import { computed, effect, untracked } from '@preact/signals-core';
import { html, render, type TemplateResult } from 'lit-html';
import type { Node } from 'prosemirror-model';
import { NodeSelection, Selection } from 'prosemirror-state';
import type { EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view';
import type { FieldInput } from '../../protocol/write.ts';
import { t } from '../texts/t.ts';
import { type KindPlan, kindOf } from './article-schema.ts';
import { asideView } from './block-aside.ts';
import { selectedBlock } from './block-at.ts';
import { openBlockMenu } from './block-menu.ts';
import { dragBlock } from './drag-block.ts';
import { formView, isRare, rareView } from './field-form.ts';
import { asideOfBlock, asideOfHead, problemsOf, wordsIn } from './find-aside.ts';
import { type FormerText, formerText } from './held-back.ts';
import { kindName } from './kind-name.ts';
import { isFraming, pictureView } from './picture-view.ts';
import { settleConflict } from './settle-conflict.ts';
import type { Tools } from './tools.ts';

const tags: Readonly<Record<string, string>> = {
  list: 'ul',
  paragraph: 'p',
  heading: 'h3',
  quote: 'blockquote',
};

/** A block on the page: its text, the form of its other fields, and what there is to say about it. */
export class BlockView implements NodeView {
  readonly dom = document.createElement('div');
  readonly contentDOM: HTMLElement | null;
  readonly #picture = document.createElement('div');
  readonly #form = document.createElement('div');
  readonly #aside = document.createElement('div');
  readonly #tools: Tools;
  readonly #view: EditorView;
  readonly #getPos: () => number | undefined;
  readonly #plan: KindPlan | undefined;
  readonly #stops: readonly (() => void)[];
  #node: Node;

  constructor(tools: Tools, node: Node, view: EditorView, getPos: () => number | undefined) {
    this.#tools = tools;
    this.#node = node;
    this.#view = view;
    this.#getPos = getPos;
    const kind = kindOf(node.type) ?? 'fixed';
    this.#plan = tools.writing.article.plans.get(kind);
    this.dom.className = `block block-${kind}`;
    if (kind !== 'head') this.dom.append(this.#handle());
    this.contentDOM = node.isAtom ? null : document.createElement(tagOf(node, kind));
    for (const part of [this.#picture, this.#form, this.#aside]) part.contentEditable = 'false';
    this.#picture.className = 'block-picture';
    this.#form.className = 'block-form';
    this.#aside.className = 'block-aside';
    this.dom.append(this.#picture);
    if (this.contentDOM) {
      this.contentDOM.className = 'block-text';
      this.dom.append(this.contentDOM);
    }
    this.dom.append(this.#form, this.#aside);
    if (this.#plan && !(node.isTextblock && kind in tags)) {
      this.dom.setAttribute('role', 'group');
      this.dom.setAttribute('aria-label', kind === 'head' ? t('writeHead') : kindName(this.#plan));
    }
    for (const part of [this.#picture, this.#form])
      part.addEventListener('keydown', (event) => this.#leaveForm(event));
    const problems = computed(() => this.#problemsInForm());
    const drawForm = () => {
      // The form follows its own problems, and no other part of what the server says.
      void problems.value;
      untracked(() => this.#draw());
    };
    this.#stops = [effect(drawForm), effect(() => this.#drawAside())];
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type) return false;
    const kind = kindOf(node.type) ?? 'fixed';
    if (this.contentDOM && this.contentDOM.localName !== tagOf(node, kind)) return false;
    const isSame = node.attrs === this.#node.attrs;
    this.#node = node;
    if (!isSame) {
      this.#draw();
      this.#drawAside();
    }
    return true;
  }

  selectNode(): void {
    this.dom.classList.add('selected');
  }

  deselectNode(): void {
    this.dom.classList.remove('selected');
  }

  stopEvent(event: Event): boolean {
    const { target } = event;
    // Blocks may be dropped everywhere.
    if (['dragover', 'dragenter', 'drop', 'dragend'].includes(event.type)) return false;
    return target instanceof globalThis.Node && this.#isBesideText(target);
  }

  /**
   * The block draws what is beside its text, and its own attributes. If a browser puts the cursor or words
   * anywhere else outside of the text, the editor moves the cursor into the text, and draws the block again.
   */
  ignoreMutation({ type, target }: ViewMutationRecord): boolean {
    if (this.contentDOM?.contains(target)) return false;
    if (this.#isBesideText(target)) return true;
    return type === 'attributes' || (type !== 'selection' && this.contentDOM === null);
  }

  #isBesideText(target: globalThis.Node): boolean {
    return [this.#picture, this.#form, this.#aside].some((part) => part.contains(target)) || isHandle(target);
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
  }

  #handle(): HTMLElement {
    const handle = document.createElement('button');
    handle.className = 'block-handle';
    handle.type = 'button';
    handle.tabIndex = -1;
    handle.contentEditable = 'false';
    handle.draggable = true;
    handle.textContent = '\u2807';
    handle.title = t('writeHandle');
    handle.setAttribute('aria-label', t('writeBlockMenu'));
    handle.addEventListener('click', () => this.#openMenu(handle));
    handle.addEventListener('dragstart', (event) => dragBlock(this.#view, event, this.dom, this.#getPos()));
    return handle;
  }

  #openMenu(handle: HTMLElement): void {
    const pos = this.#getPos();
    if (pos !== undefined) openBlockMenu(this.#tools, pos, handle.getBoundingClientRect());
  }

  #problemsInForm(): string {
    const uid = String(this.#node.attrs['uid']);
    const names = this.#plan?.inForm.map(({ name }) => name) ?? [];
    return JSON.stringify(names.map((name) => problemsOf(this.#tools.writing, uid, name)));
  }

  #draw(): void {
    if (this.#plan === undefined) {
      render(fixedView(this.#node), this.#form);
      return;
    }
    const fields = this.#plan.inForm;
    const values = this.#node.attrs['values'] as Record<string, FieldInput>;
    const uid = String(this.#node.attrs['uid']);
    const isHead = this.#plan.form.kind === 'head';
    const context = {
      id: uid,
      values,
      change: (name: string, value: FieldInput | undefined) => this.#change({ [name]: value }),
      problemsOf: (name: string) => problemsOf(this.#tools.writing, uid, name),
    };
    const picture = fields.find(({ role }) => role === 'asset');
    if (picture) {
      const missing = String(this.#node.attrs['missing']);
      const former = formerText(this.#node);
      const change = (set: Readonly<Record<string, FieldInput | undefined>>, old?: FormerText) =>
        this.#change(set, old);
      const more = { uid, missing, former, change };
      render(pictureView(this.#tools, picture, fields, { ...context, ...more }), this.#picture);
    }
    // The alignment of a table's columns is set in its menu.
    const isTable = this.#plan.inPlace.some(({ role }) => role === 'cells');
    const others = fields.filter(
      (field) =>
        field !== picture &&
        !isFraming(field, picture) &&
        !(isTable && field.role === 'choice' && field.isList),
    );
    const rare = others.filter((field) => isHead || isRare(field));
    render(
      html`${formView(
        others.filter((field) => !rare.includes(field)),
        context,
      )}${rareView(rare, context)}`,
      this.#form,
    );
  }

  /** Escape returns from a field to the text of the block. */
  #leaveForm(event: KeyboardEvent): void {
    const pos = this.#getPos();
    if (event.key !== 'Escape' || pos === undefined) return;
    event.preventDefault();
    const { state } = this.#view;
    // The text keeps its cursor while a field of its block has the focus.
    if (selectedBlock(state)?.pos !== pos) {
      const isText = this.contentDOM !== null;
      const { doc, tr } = state;
      const selection = isText ? Selection.near(doc.resolve(pos + 1)) : NodeSelection.create(doc, pos);
      this.#view.dispatch(tr.setSelection(selection));
    }
    this.#view.focus();
  }

  /** Sets fields of the form in one step. Undefined removes one. `former` is the text of a replaced picture. */
  #change(set: Readonly<Record<string, FieldInput | undefined>>, former?: FormerText): void {
    const pos = this.#getPos();
    if (pos === undefined) return;
    const all = { ...(this.#node.attrs['values'] as Record<string, FieldInput>), ...set };
    const values = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    const tr = this.#view.state.tr.setNodeAttribute(pos, 'values', values);
    this.#view.dispatch(former ? tr.setNodeAttribute(pos, 'former', former) : tr);
  }

  #drawAside(): void {
    const { writing, saver } = this.#tools;
    const kind = kindOf(this.#node.type);
    const aside =
      kind === 'head' ? asideOfHead(writing) : asideOfBlock(writing, String(this.#node.attrs['uid']));
    const settle = (part: string) => (keeps: 'mine' | 'theirs') => {
      settleConflict(writing, part, keeps);
      saver.touched();
    };
    // A picture has no line for its problems.
    const inForm = new Set(this.#plan?.inForm.filter(({ role }) => role !== 'asset').map(({ name }) => name));
    // A field of the form tells other pages by this name that the cursor is in the block.
    this.dom.dataset['part'] = aside.key ?? '';
    this.dom.classList.toggle(
      'wrong',
      aside.problems.some(({ severity }) => severity === 'error'),
    );
    render(
      asideView({
        key: aside.key,
        translations: aside.translations,
        problems: aside.problems.filter(({ field }) => field === undefined || !inForm.has(field)),
        conflicts: aside.conflicts.map(({ part, ...rest }) => ({ ...rest, settle: settle(part) })),
      }),
      this.#aside,
    );
  }
}

const isHandle = (target: globalThis.Node) =>
  target instanceof Element && target.closest('.block-handle') !== null;

function tagOf(node: Node, kind: string): string {
  const tag = tags[kind] ?? 'div';
  return tag === 'ul' && (node.attrs['values'] as { ordered?: boolean }).ordered ? 'ol' : tag;
}

/** A block that cannot be edited here, with its words. */
function fixedView(node: Node): TemplateResult {
  return html`<p class="quiet">${t(node.attrs['reason'] === 'alias' ? 'writeAlias' : 'writeBroken')}</p><p>${wordsIn(node.attrs['values'])}</p>`;
}
