import { html, nothing, type TemplateResult } from 'lit-html';
import type { ShownProblem } from '../../protocol/issues.ts';
import type { WriteBlock } from '../../protocol/write.ts';
import { presenceMark } from '../presence/presence-mark.ts';
import { nameOf, t } from '../texts/t.ts';
import { problemLine } from '../views/problem-card.ts';

/** What is shown beside a block: its problems, a conflict, and the states of its translations. */
export interface Aside {
  readonly key: string | undefined;
  readonly translations: WriteBlock['translations'];
  readonly problems: readonly ShownProblem[];
  readonly conflicts: readonly Conflict[];
}

/** A part that was changed here and by somebody else. */
export interface Conflict {
  /** The name of the field, in the head. */
  readonly name?: string;
  /** The words in the file; undefined if the block is gone. */
  readonly theirs: string | undefined;
  readonly settle: (keeps: 'mine' | 'theirs') => void;
}

const stateTexts = { missing: 'missing', stale: 'changedSince', machine: 'machine', done: 'done' } as const;

export function asideView({ key, translations, problems, conflicts }: Aside): TemplateResult {
  const shown = translations.flatMap(({ locale, state }) =>
    state in stateTexts ? [{ locale, state: state as keyof typeof stateTexts }] : [],
  );
  return html`${key === undefined ? nothing : presenceMark(key)}${
    shown.length > 0
      ? html`<ul class="write-languages" aria-label=${t('writeLanguages')}>
      ${shown.map(({ locale, state }) => html`<li class=${state} title="${nameOf(locale)}: ${t(stateTexts[state])}"><span aria-hidden="true">${locale}</span><span class="sr">${nameOf(locale)}: ${t(stateTexts[state])}</span></li>`)}
    </ul>`
      : nothing
  }
    ${problems.map(problemLine)}
    ${conflicts.map(conflictView)}`;
}

/** Both versions, one below the other. */
function conflictView({ name, theirs, settle }: Conflict): TemplateResult {
  return html`<div class="banner conflict" role="alert">
    <p>${name === undefined ? nothing : html`<strong>${name}:</strong> `}${t(theirs === undefined ? 'writeGone' : 'writeConflict')}</p>
    ${theirs === undefined ? nothing : html`<dl><div><dt>${t('conflictDisk')}</dt><dd>${theirs}</dd></div></dl>`}
    <button class="button" @click=${() => settle('mine')}>${t('keepMine')}</button>
    <button class="button quiet-button" @click=${() => settle('theirs')}>${t(theirs === undefined ? 'writeRemoveToo' : 'takeDisk')}</button>
  </div>`;
}
