import { describe, expect, test } from 'vitest';
import type { Article } from '../../pipeline/content/issue.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { checkPublication } from '../problems/check-publication.ts';
import { tinyFiles, tinyPublication } from '../problems/tiny-publication.ts';

async function withdrawn(
  source: string,
  translation: string,
): Promise<(Article['withdrawn'] | 'no article')[]> {
  const files = {
    ...tinyFiles,
    'content/spring/en.yaml': `${tinyPublication.en}${source}`,
    'content/spring/nl.yaml': `${tinyPublication.nl}${translation}`,
  };
  const { issues } = await checkPublication(memoryFiles(files), ['spring']);
  const articles = issues[0]?.issue?.articles;
  return ['en', 'nl'].map((locale) => {
    const article = articles?.get(locale);
    return article === undefined ? 'no article' : article.withdrawn;
  });
}

const nothing = { date: undefined, text: undefined };

describe('an issue that is withdrawn', () => {
  test.each([
    ['without a reason', 'withdrawn: true', '', [nothing, nothing]],
    ['with a reason', 'withdrawn: Wrong.', 'withdrawn: Fout.', [{ text: 'Wrong.' }, { text: 'Fout.' }]],
    [
      'with a date, which the translation need not repeat',
      'withdrawn: { date: 2026-03-10, text: Wrong. }',
      'withdrawn: Fout.',
      [
        { date: '2026-03-10', text: 'Wrong.' },
        { date: '2026-03-10', text: 'Fout.' },
      ],
    ],
    ['with a reason in the source alone', 'withdrawn: Wrong.', '', [{ text: 'Wrong.' }, 'no article']],
    ['in one language alone', '', 'withdrawn: Fout.', [undefined, { text: 'Fout.' }]],
  ])('%s', async (_, source, translation, expected) => {
    expect(await withdrawn(source, translation)).toEqual(expected);
  });
});
