import { fail } from '../../foundation/problems/problem.ts';
import { isDate } from '../../foundation/time/parse-moment.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { historyOf, type StepName } from '../desk-files.ts';
import type { DatedWords } from './correct-issue.ts';
import { setHeadField } from './head-fields.ts';
import { type IssueFile, readSourceFiles } from './issue-files.ts';
import type { LifeContext } from './life-context.ts';
import { refuseBroken } from './refuse-broken.ts';

/**
 * Withdraws an issue in all languages. A translation without a reason in its own words gives none, so that its
 * page can be published at once. Fails with `issue-unknown`, `invalid-date`, or a mistake in the Markdown.
 */
export function withdrawIssue(
  context: LifeContext,
  newsletter: Newsletter,
  slug: string,
  { date, texts }: DatedWords,
  step: StepName,
): Promise<void> {
  if (!isDate(date)) fail('invalid-date', { value: date });
  return writeWithdrawal(context, newsletter, slug, step, ({ locale }, isSource) => {
    const text = texts[locale]?.trim() ?? '';
    if (text === '') return true;
    return isSource ? { date, text } : text;
  });
}

/** Takes a withdrawal back, with its reasons in all languages. */
export function unwithdrawIssue(
  context: LifeContext,
  newsletter: Newsletter,
  slug: string,
  step: StepName,
): Promise<void> {
  return writeWithdrawal(context, newsletter, slug, step, () => undefined);
}

/** Writes the field `withdrawn` of all files as one step. */
function writeWithdrawal(
  context: LifeContext,
  newsletter: Newsletter,
  slug: string,
  step: StepName,
  wordsFor: (file: IssueFile, isSource: boolean) => unknown,
): Promise<void> {
  const { deskFiles } = context;
  return deskFiles.inTurn(async () => {
    const { source, translations } = await readSourceFiles(context, newsletter, slug);
    const written = [source, ...translations].map((file) => {
      const { path, text } = file;
      const isSource = file === source;
      const after = setHeadField(path, text, 'withdrawn', wordsFor(file, isSource));
      refuseBroken(path, text, after, isSource ? 'source' : 'translation');
      return { path, before: text, after };
    });
    await deskFiles.commit(historyOf(slug), written, step);
  });
}
