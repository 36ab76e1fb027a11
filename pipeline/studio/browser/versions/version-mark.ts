import { html, nothing, type TemplateResult } from 'lit-html';
import { counted, t } from '../texts/t.ts';
import { openVersion } from './version-dialog.ts';
import { changesOf, versions } from './versions.ts';

const sign = '\u270e';

/** How many files of an issue are in no version, for the list of issues. */
export function versionMark(slug: string): TemplateResult | typeof nothing {
  const count = changesOf(slug)?.files.length ?? 0;
  if (count === 0) return nothing;
  const label = counted('versionChange', 'versionChanges', count);
  return html`<span class="unversioned" role="img" title=${label} aria-label=${label}>${sign}${count}</span>`;
}

/** The same for the head of the issue, as the button that opens the form. Also shown while versions are not sent. */
export function versionButton(slug: string): TemplateResult | typeof nothing {
  const count = changesOf(slug)?.files.length ?? 0;
  const { ahead = 0, behind = 0, mayExchange = false } = versions.value ?? {};
  const waits = mayExchange ? ahead + behind : 0;
  if (count + waits === 0) return nothing;
  const label = count > 0 ? counted('versionChange', 'versionChanges', count) : exchangeText(ahead, behind);
  return html`<button class="unversioned" title=${label} aria-label=${label} @click=${() => openVersion(slug)}>${sign}${count > 0 ? count : '\u21c5'}</button>`;
}

/** Deleted issues whose files are still in the latest version, below the list of issues. */
export function deletedVersions(): TemplateResult[] {
  return (versions.value?.deleted ?? []).map(
    ({ slug }) => html`<li class="hint">${t('versionDeleted', { name: slug })}
      <button class="button quiet-button" @click=${() => openVersion(slug)}>${t('versionSave')}</button></li>`,
  );
}

function exchangeText(ahead: number, behind: number): string {
  const texts = [
    ...(ahead > 0 ? [counted('versionAhead', 'versionsAhead', ahead)] : []),
    ...(behind > 0 ? [counted('versionBehind', 'versionsBehind', behind)] : []),
  ];
  return texts.join(', ');
}
