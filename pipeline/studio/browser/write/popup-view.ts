import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { t } from '../texts/t.ts';
import { cropForm } from './crop-form.ts';
import { kindName } from './kind-name.ts';
import { linkForm } from './link-form.ts';
import { markdownForm } from './markdown-form.ts';
import { chooseKind, type SlashMenu, slashItemId, slashListId } from './slash-menu.ts';
import { closePopup, type MenuItem, type Popup, type Tools } from './tools.ts';

/** What is open above the page. */
export function popupView(tools: Tools): TemplateResult | typeof nothing {
  const popup = tools.popup.value;
  if (popup === undefined) return nothing;
  if (popup.kind === 'markdown') return markdownForm(tools, popup.uid);
  if (popup.kind === 'crop') return cropForm(tools, popup);
  const content = popup.kind === 'menu' ? menuView(tools, popup) : linkForm(tools, popup);
  const leave = (event: FocusEvent) => {
    const to = event.relatedTarget;
    const isInside = to instanceof Element && (event.currentTarget as Element).contains(to);
    if (!isInside) tools.popup.value = undefined;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    closePopup(tools);
  };
  return html`<div class="write-popup" @focusout=${leave} @keydown=${onKey} ${ref((element) => put(element, popup.anchor))}>${content}</div>`;
}

/** Puts a popup below its anchor, or above it where the window ends. Styles in attributes are forbidden. */
function put(element: Element | undefined, anchor: Pick<DOMRect, 'left' | 'top' | 'bottom'>): void {
  if (!(element instanceof HTMLElement)) return;
  queueMicrotask(() => {
    const { offsetWidth: width, offsetHeight: height } = element;
    const isBelow = anchor.bottom + height + 8 <= innerHeight || anchor.top - height - 8 < 0;
    const top = isBelow
      ? Math.min(anchor.bottom + 4, Math.max(8, innerHeight - height - 8))
      : anchor.top - height - 4;
    element.style.top = `${top}px`;
    element.style.left = `${Math.max(8, Math.min(anchor.left, innerWidth - width - 8))}px`;
  });
}

function menuView(tools: Tools, { items, label }: Extract<Popup, { kind: 'menu' }>): TemplateResult {
  const choose = ({ act }: MenuItem) => {
    closePopup(tools);
    act();
  };
  return html`<div class="write-menu" role="menu" aria-label=${label} @keydown=${onMenuKey} ${ref(focusFirst)}>
    ${items.map(
      (
        item,
      ) => html`<button type="button" role="menuitem" tabindex="-1" class=${item.isFirst ? 'first' : ''} ?disabled=${item.isOff ?? false} @click=${() => choose(item)}>
        <span>${item.label}</span>${item.keys ? html`<kbd>${item.keys}</kbd>` : nothing}</button>`,
    )}
  </div>`;
}

function focusFirst(menu: Element | undefined): void {
  queueMicrotask(() => menu?.querySelector<HTMLElement>('button:not(:disabled)')?.focus());
}

function onMenuKey(event: KeyboardEvent): void {
  const all = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('button:not(:disabled)')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % all.length,
    ArrowUp: (at - 1 + all.length) % all.length,
    Home: 0,
    End: all.length - 1,
  };
  const letter = event.key.length === 1 ? event.key.toLowerCase() : undefined;
  const named = all.findIndex(
    (each, index) =>
      index > at &&
      each.textContent
        ?.trim()
        .toLowerCase()
        .startsWith(letter ?? '\n'),
  );
  const to = steps[event.key] ?? (letter && named >= 0 ? named : undefined);
  if (to === undefined) return;
  event.preventDefault();
  all[to]?.focus();
}

/** The list of kinds below the cursor, in which the text keeps the focus. */
export function slashView(tools: Tools, menu: SlashMenu | undefined): TemplateResult | typeof nothing {
  const { editor, article } = tools.writing;
  if (menu === undefined || editor === undefined) return nothing;
  const onDown = (event: Event) => event.preventDefault();
  return html`<div class="write-popup write-menu" ${ref((element) => put(element, menu.anchor as DOMRect))}>
    <div id=${slashListId} role="listbox" aria-label=${t('writeKinds')} @mousedown=${onDown}>
    ${menu.items.map(
      (
        plan,
        at,
      ) => html`<div role="option" id=${slashItemId(at)} aria-selected=${String(at === menu.chosen)} ${at === menu.chosen ? ref(intoView) : nothing}
        @click=${() => chooseKind(article, editor, plan)}><span>${kindName(plan)}</span><small>${plan.form.isOwn ? plan.form.description : ''}</small></div>`,
    )}</div>
  </div>`;
}

function intoView(element: Element | undefined): void {
  queueMicrotask(() => element?.scrollIntoView({ block: 'nearest' }));
}
