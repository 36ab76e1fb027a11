import type { IssueLinks } from '../../content/issue-links.ts';
import { type Problem, ProblemError } from '../../foundation/problems/problem.ts';
import { isDate } from '../../foundation/time/parse-moment.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { nameIssue, proposeDay, refuseName } from '../../scaffold/issues/name-issue.ts';
import { planIssue } from '../../scaffold/issues/plan-issue.ts';
import { writeIssue } from '../../scaffold/issues/write-issue.ts';
import { historyOf } from '../desk-files.ts';
import type { NewIssueRequest, NewIssueView, Refusal } from '../protocol/life.ts';
import type { LifeContext } from './life-context.ts';

/** Proposes the day and the name of a new issue, and says why it could not be created like this. */
export async function proposeIssue(
  context: LifeContext,
  newsletter: Newsletter,
  { title, date: given, slug }: Pick<NewIssueRequest, 'title' | 'date' | 'slug'>,
): Promise<NewIssueView> {
  const issues = await context.live.links();
  const date = isDate(given) ? given : proposeDay(newsletter, issues, context.clock().getTime());
  if (slug !== '') return { date, slug, refusal: toRefusal(refuseName(slug, issues)) };
  try {
    const proposed = freeName(nameIssue(title, date), issues);
    return { date, slug: proposed, refusal: toRefusal(refuseName(proposed, issues)) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { date, slug: undefined, refusal: title === '' ? undefined : toRefusal(error.problems[0]) };
  }
}

/** Creates an issue and returns its slug. Fails as `planIssue` does. */
export function createIssue(
  context: LifeContext,
  newsletter: Newsletter,
  { title, kind, date, slug, from, keepsWords }: NewIssueRequest,
): Promise<string> {
  const { root, live, deskFiles, clock } = context;
  return deskFiles.inTurn(async () => {
    const view = await proposeIssue(context, newsletter, { title, date, slug });
    const plan = await planIssue(
      { title, kind, date: view.date, slug: view.slug, from: from || undefined, keepsWords },
      { root, files: live.files, newsletter, issues: await live.links(), now: clock().getTime() },
    );
    await writeIssue(root, plan);
    deskFiles.histories.forget(historyOf(plan.slug));
    await live.refresh([`content/${plan.slug}`]);
    return plan.slug;
  });
}

/** The name, with a number at its end when an issue has it already. */
function freeName(slug: string, issues: readonly IssueLinks[]): string {
  for (let number = 2; number < 100; number += 1) {
    const name = number === 2 ? slug : `${slug}-${number - 1}`;
    if (refuseName(name, issues)?.code !== 'issue-exists') return name;
  }
  return slug;
}

export function toRefusal(problem: Problem | undefined): Refusal | undefined {
  if (problem === undefined) return undefined;
  const { code, message, hint, data } = problem;
  return { code, message, hint, data };
}
