import { html, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { showModal } from '../show-modal.ts';
import { t } from '../texts/t.ts';

interface Modal {
  readonly title: string;
  readonly content: TemplateResult;
  /** The buttons besides the one that closes it. */
  readonly actions: TemplateResult;
  readonly onClose: () => void;
}

/** A dialog above the page. Escape and its button close it; the focus then returns to where it was. */
export function modal({ title, content, actions, onClose }: Modal): TemplateResult {
  return html`<dialog class="sheet" aria-label=${title} ${ref(showModal)} @close=${onClose}>
    <header><h2>${title}</h2></header>
    <div class="sheet-body">${content}</div>
    <footer><button class="button quiet-button" @click=${onClose}>${t('cancel')}</button>${actions}</footer>
  </dialog>`;
}
