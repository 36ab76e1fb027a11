import { html, nothing, type TemplateResult } from 'lit-html';
import { t } from '../texts/t.ts';
import { highlightLine } from './highlight.ts';

const encoder = new TextEncoder();

/** The HTML of a message with line numbers and colours, and a mark at the line where Gmail clips it. */
export function sourceView(source: string, clippedAt: number, of = ''): TemplateResult {
  let bytes = 0;
  const lines = source.split('\n').map((text) => {
    const before = bytes;
    bytes += encoder.encode(text).length + 1;
    return { text, isClip: before <= clippedAt && bytes > clippedAt };
  });
  return html`<div class="code" tabindex="0" role="region" aria-label=${label('source', of)}><ol>
    ${lines.map(
      ({ text, isClip }) =>
        html`<li>${isClip ? html`<p class="clip">${t('clippedHere')}</p>` : nothing}<code>${highlightLine(text)}</code></li>`,
    )}
  </ol></div>`;
}

/** The headers of a message, each with its name. */
export function headersView(message: string, of = ''): TemplateResult {
  const [head = ''] = message.split(/\r?\n\r?\n/);
  const fields = head.replace(/\r/g, '').split(/\n(?![ \t])/);
  return html`<div class="code headers" tabindex="0" role="region" aria-label=${label('headers', of)}><dl>
    ${fields.map((field) => {
      const at = field.indexOf(':');
      return html`<div><dt>${field.slice(0, at)}</dt><dd>${field.slice(at + 1).trim()}</dd></div>`;
    })}
  </dl></div>`;
}

/** When two sources are shown side by side, each has its own heading. */
const label = (text: 'source' | 'headers', of: string) => (of === '' ? t(text) : `${t(text)}: ${of}`);
