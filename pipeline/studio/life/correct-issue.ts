import { editSource } from '../../foundation/edits/edit-source.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { fail } from '../../foundation/problems/problem.ts';
import { isDate } from '../../foundation/time/parse-moment.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import type { Desk } from '../desk.ts';
import { historyOf, type StepName, type Written } from '../desk-files.ts';
import { countCorrections, readSourceFiles } from './issue-files.ts';
import type { LifeContext } from './life-context.ts';
import { refuseBroken } from './refuse-broken.ts';

/** Words for readers in the language of the source and, if somebody has them, in others, by locale. */
export interface DatedWords {
  /** Year-month-day. */
  readonly date: string;
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * Adds a correction to the source, and its words to the translations for which there are some, as one step. It is
 * missing in the others. Fails with `issue-unknown`, `invalid-date`, `empty-text`, or a mistake in the Markdown.
 */
export function addCorrection(
  context: LifeContext & { readonly desk: Desk },
  newsletter: Newsletter,
  slug: string,
  { date, texts }: DatedWords,
  step: StepName,
): Promise<void> {
  const { deskFiles, desk } = context;
  return deskFiles.inTurn(async () => {
    const { source } = await readSourceFiles(context, newsletter, slug);
    const text = texts[source.locale]?.trim() ?? '';
    if (!isDate(date)) fail('invalid-date', { value: date });
    if (text === '') fail('empty-text', { field: 'The text of the correction' });
    const at = countCorrections(source);
    const change = { kind: 'insert', list: ['corrections'], index: at, item: { date, text } } as const;
    const after = editSource(createSource(source.path, source.text), change);
    refuseBroken(source.path, source.text, after, 'source');
    const written: Written[] = [{ path: source.path, before: source.text, after }];
    for (const [other, words] of Object.entries(texts)) {
      if (other === source.locale || words.trim() === '' || !(await desk.translates(slug, other))) continue;
      const save = { part: `corrections.${at}`, seen: { text }, base: {}, words: { text: words.trim() } };
      written.push(...(await desk.planSave(slug, other, save, createSource(source.path, after))));
    }
    await deskFiles.commit(historyOf(slug), written, step);
  });
}

/** Takes a correction out of the source and out of every translation. `at` counts from 0. */
export function removeCorrection(
  context: LifeContext,
  newsletter: Newsletter,
  slug: string,
  at: number,
  step: StepName,
): Promise<void> {
  const { deskFiles } = context;
  return deskFiles.inTurn(async () => {
    const { source, translations } = await readSourceFiles(context, newsletter, slug);
    if (at < 0 || at >= countCorrections(source)) fail('correction-unknown', { issue: slug, number: at + 1 });
    const written = [source, ...translations].map((file) => {
      const { path, text } = file;
      const count = countCorrections(file);
      const only = { kind: 'remove', path: count === 1 ? ['corrections'] : ['corrections', at] } as const;
      return { path, before: text, after: at < count ? editSource(createSource(path, text), only) : text };
    });
    await deskFiles.commit(historyOf(slug), written, step);
  });
}
