import { html, nothing, type TemplateResult } from 'lit-html';
import type { ShownProblem } from '../../protocol.ts';
import { t } from '../texts/t.ts';

/** A problem with its place, its frame and how to mend it; a click opens the file at the line. */
export function problemCard(problem: ShownProblem): TemplateResult {
  const { code, severity, message, hint, file, line, column, frame, opens } = problem;
  const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}:${column}`}`;
  return html`<article class="problem ${severity}">
    <header>
      <span class="severity">${t(severity === 'error' ? 'severityError' : 'severityWarning')}</span>
      ${opens ? html`<a href=${opens} title=${t('openInEditor')}>${where}</a>` : where}
      <code class="quiet">${code}</code>
    </header>
    <p>${message}</p>
    ${frame ? html`<pre>${frame}</pre>` : nothing}
    ${hint ? html`<p class="hint">${hint}</p>` : nothing}
  </article>`;
}

/** A problem on a line, where there is little room: what is wrong, and where. */
export function problemLine({ severity, message, file, line, opens }: ShownProblem): TemplateResult {
  const where = `${file?.split('/').at(-1) ?? ''}${line === undefined ? '' : `:${line}`}`;
  return html`<p class="problem-line ${severity}">${message} ${opens ? html`<a href=${opens} title=${t('openInEditor')}>${where}</a>` : where}</p>`;
}
