import { html, nothing, type TemplateResult } from 'lit-html';
import type { ShownProblem } from '../../protocol/issues.ts';
import { hrefOf } from '../route.ts';
import { overview, slug } from '../state.ts';
import { t } from '../texts/t.ts';
import { mendButton } from './mend-button.ts';

/**
 * The address of the desk on which a translation's problem can be corrected; undefined when that needs a text
 * editor.
 */
function deskOf({ code, file, locale, block }: ShownProblem): string | undefined {
  // A desk cannot change a file whose syntax is broken.
  if (code.endsWith('-syntax') && code !== 'locale-syntax') return undefined;
  const { source, issues = [] } = overview.value ?? {};
  const [, language, namespace] = /^locales\/([^/]+)\/([^/.]+)\./.exec(file ?? '') ?? [];
  if (language !== undefined && namespace !== undefined && language !== source)
    return hrefOf({ page: 'texts' }, { locale: language, namespace });
  const row = issues.find((each) => file?.startsWith(`content/${each.slug}/`));
  // If the issue does not appear in the language of the file, no desk has that file.
  const isTarget = row?.editions.some((each) => each.locale === locale) && locale !== row.source;
  if (locale === undefined || !isTarget) return undefined;
  return hrefOf(
    { slug: slug.value, tab: 'translate' },
    { locale, ...(block !== undefined && { part: block }) },
  );
}

const severityTexts = { error: 'severityError', warning: 'severityWarning', note: 'severityNote' } as const;

/** A problem with its place, its source and a hint. A click opens the file at the line. */
export function problemCard(problem: ShownProblem): TemplateResult {
  const { code, severity, message, hint, file, line, column, frame, opens } = problem;
  const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}:${column}`}`;
  const desk = deskOf(problem);
  return html`<article class="problem ${severity}">
    <header>
      <span class="severity">${t(severityTexts[severity])}</span>
      ${opens ? html`<a href=${opens} title=${t('openInEditor')}>${where}</a>` : where}
      <code class="quiet">${code}</code>
      ${desk === undefined ? nothing : html`<a href=${desk}>${t('toDesk')}</a>`}
      ${mendButton(problem)}
    </header>
    <p>${message}</p>
    ${frame ? html`<pre>${frame}</pre>` : nothing}
    ${hint ? html`<p class="hint">${hint}</p>` : nothing}
  </article>`;
}

/** A problem on one line: the message and the place. */
export function problemLine(problem: ShownProblem): TemplateResult {
  const { severity, message, file, line, opens } = problem;
  const where = `${file?.split('/').at(-1) ?? ''}${line === undefined ? '' : `:${line}`}`;
  return html`<p class="problem-line ${severity}">${message} ${opens ? html`<a href=${opens} title=${t('openInEditor')}>${where}</a>` : where} ${mendButton(problem)}</p>`;
}
