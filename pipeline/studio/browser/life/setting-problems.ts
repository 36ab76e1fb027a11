import { effect, untracked } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import { detail, place, setDetail } from '../route.ts';
import { problemLine } from '../views/problem-card.ts';
import { headField, life, refusal, source } from './life-state.ts';
import { refusalOf } from './refusal-view.ts';

/** What is wrong with a setting: what the check says about it, and why its last change was refused. */
export function problemsOfSetting(name: string): TemplateResult {
  return html`<div class="setting-problems" id="problems-${name}">${headField(name)?.problems.map(problemLine)}</div>${refusalOf(name)}`;
}

/** The ids of the elements that describe what is wrong with a setting, for `aria-describedby`. */
export const problemIds = (name: string): string => `problems-${name} refusal-${name}`;

/** The value of `aria-invalid` for a setting. */
export function isInvalid(name: string): 'true' | typeof nothing {
  const isRefused = refusal.value?.form === name;
  const isWrong = headField(name)?.problems.some(({ severity }) => severity === 'error') ?? false;
  return isRefused || isWrong ? 'true' : nothing;
}

/** Goes to the setting that the address names, once. */
effect(() => {
  const part = place.value.tab === 'settings' ? detail('part') : '';
  if (part === '' || life.value === undefined || source.value === undefined) return;
  untracked(() => {
    setDetail({ part: '' });
    // The settings are drawn after this, and a dialog that has just been closed gives the focus back.
    requestAnimationFrame(() => focusSetting(part));
  });
});

function focusSetting(name: string): void {
  const setting = document.querySelector(`[data-setting="${CSS.escape(name)}"]`);
  setting?.scrollIntoView({ block: 'center' });
  setting?.querySelector<HTMLElement>('input:enabled, textarea, a[href], button:enabled')?.focus();
}
