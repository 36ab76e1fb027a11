import { html, nothing, type TemplateResult } from 'lit-html';
import type { IssueDetail, ShownProblem } from '../../protocol/issues.ts';
import { nameOf, t } from '../texts/t.ts';
import { problemCard } from './problem-card.ts';

/** Every problem of an issue, language by language. */
export function problemsView(issue: IssueDetail): TemplateResult {
  const locales = [...new Set(issue.problems.map(({ locale }) => locale))];
  if (locales.length === 0) return html`<div class="empty"><p>${t('noProblems')}</p></div>`;
  return html`<div class="page problems">
    ${locales.map((locale) =>
      group(
        locale,
        issue.problems.filter((problem) => problem.locale === locale),
      ),
    )}
  </div>`;
}

function group(
  locale: string | undefined,
  problems: readonly ShownProblem[],
): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  return html`<section><h2>${locale === undefined ? t('problemsElsewhere') : nameOf(locale)}</h2>${problems.map(problemCard)}</section>`;
}
