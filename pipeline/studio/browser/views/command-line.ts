import { html, type TemplateResult } from 'lit-html';
import { tell, tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';

/** A command for the person to copy, because the studio does not run it itself. */
export function commandLine(command: string): TemplateResult {
  return html`<p class="command"><code>${command}</code>
    <button class="button quiet-button" aria-label="${t('copy')}: ${command}" @click=${() => copy(command)}>${t('copy')}</button></p>`;
}

function copy(command: string): void {
  navigator.clipboard.writeText(command).then(() => tell(t('copied')), tellFailure);
}
