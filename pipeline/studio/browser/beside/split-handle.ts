import { signal } from '@preact/signals-core';
import { html, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { t } from '../texts/t.ts';

const [least, most, usual] = [30, 75, 56];
const remembered = 'studio.split';

/** The width of the desk, in per cent. */
const share = signal(clamp(Number(localStorage.getItem(remembered)) || usual));

function clamp(value: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}

/** The separator between the desk and the letter. It is dragged, or moved by the arrow keys. */
export function splitHandle(): TemplateResult {
  return html`<div class="split-handle" role="separator" tabindex="0" aria-orientation="vertical" aria-controls="beside-desk"
    aria-label=${t('splitWidth')} aria-valuenow=${share.value} aria-valuemin=${least} aria-valuemax=${most} title=${t('splitWidth')}
    ${ref(apply(share.value))} @keydown=${onKey} @pointerdown=${onPointer} @dblclick=${() => move(usual)}><span></span></div>`;
}

/** Styles in attributes are forbidden, so code sets the width. */
const apply = (value: number) => (handle: Element | undefined) => {
  if (!(handle instanceof HTMLElement)) return;
  queueMicrotask(() => handle.parentElement?.style.setProperty('--split', `${value}%`));
};

function move(value: number): void {
  share.value = clamp(value);
  localStorage.setItem(remembered, String(share.value));
}

function onKey(event: KeyboardEvent): void {
  const next = { ArrowLeft: share.value - 2, ArrowRight: share.value + 2, Home: least, End: most }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  move(next);
}

function onPointer(event: PointerEvent): void {
  const handle = event.currentTarget as HTMLElement;
  const area = handle.parentElement?.getBoundingClientRect();
  if (area === undefined) return;
  event.preventDefault();
  handle.focus();
  // The frame would take the pointer's events away.
  handle.setPointerCapture(event.pointerId);
  const follow = ({ clientX }: PointerEvent) => move(((clientX - area.left) / area.width) * 100);
  const end = () => {
    handle.removeEventListener('pointermove', follow);
    handle.removeEventListener('lostpointercapture', end);
  };
  handle.addEventListener('pointermove', follow);
  handle.addEventListener('lostpointercapture', end);
}
