import { html, nothing, type TemplateResult } from 'lit-html';
import type { ShownProblem } from '../../protocol/issues.ts';
import { wordsOf } from '../texts/problem-words.ts';
import { t } from '../texts/t.ts';
import { mendButton } from './mend-button.ts';
import { placeOf } from './problem-place.ts';

const severityTexts = { error: 'severityError', warning: 'severityWarning', note: 'severityNote' } as const;

/** A problem with its place, its source and a hint. A click opens the file at the line. */
export function problemCard(problem: ShownProblem): TemplateResult {
  const { code, severity, file, line, column, frame, opens } = problem;
  const { message, hint } = wordsOf(problem);
  const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}:${column}`}`;
  const place = placeOf(problem);
  return html`<article class="problem ${severity}">
    <header>
      <span class="severity">${t(severityTexts[severity])}</span>
      ${opens ? html`<a href=${opens} title=${t('openInEditor')}>${where}</a>` : where}
      <code class="quiet">${code}</code>
      ${place === undefined ? nothing : html`<a href=${place.href}>${t(place.text)}</a>`}
      ${mendButton(problem)}
    </header>
    <p>${message}</p>
    ${frame ? html`<pre>${frame}</pre>` : nothing}
    ${hint ? html`<p class="hint">${hint}</p>` : nothing}
  </article>`;
}

/** A problem on one line: the message and the place. */
export function problemLine(problem: ShownProblem): TemplateResult {
  const { severity, file, line, opens } = problem;
  const where = `${file?.split('/').at(-1) ?? ''}${line === undefined ? '' : `:${line}`}`;
  return html`<p class="problem-line ${severity}">${wordsOf(problem).message} ${opens ? html`<a href=${opens} title=${t('openInEditor')}>${where}</a>` : where} ${mendButton(problem)}</p>`;
}
