import { describe, expect, test } from 'vitest';
import { assignEditions } from '../../pipeline/delivery/plan/assign-editions.ts';
import type { Edition } from '../../pipeline/editions/edition.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { placed, publish } from '../editions/publish.ts';
import { checkPublication } from '../problems/check-publication.ts';
import { tinyPublication } from '../problems/tiny-publication.ts';

const head = (editions: string) => `kind: article\ndate: 2026-03-09\nstatus: ready\neditions: ${editions}\n`;
const article = (editions: string) => `${head(editions)}headline: Boot\nbody:\n  - paragraph: Boot.\n`;
const issueOf = async (files: Record<string, string>) => {
  const all = { 'newsletter.yaml': tinyPublication.newsletter, ...files };
  const { problems, issues } = await checkPublication(memoryFiles(all));
  return { issue: issues[0]?.issue, problems: problems.map(placed) };
};

describe('an issue in fewer languages', () => {
  test('appears in those that its source names', async () => {
    const { issue, problems } = await issueOf({ 'content/a/en.yaml': article('[en]') });
    expect(problems).toEqual([]);
    expect([...(issue?.articles.keys() ?? [])]).toEqual(['en']);
    expect(issue?.editions).toEqual(['en']);
  });

  test('has its source in another language where it appears in that one alone', async () => {
    const { issue, problems } = await issueOf({ 'content/a/nl.yaml': article('[nl]') });
    expect(problems).toEqual([]);
    expect([issue?.source, ...(issue?.articles.keys() ?? [])]).toEqual(['nl', 'nl']);
  });

  test('is rendered in them', async () => {
    const { issues, problems } = await publish({
      'newsletter.yaml': tinyPublication.newsletter,
      'content/a/nl.yaml': article('[nl]'),
    });
    expect(problems).toEqual([]);
    expect(issues.flatMap(({ editions }) => editions).map(({ edition }) => edition.locale)).toEqual(['nl']);
  });

  test('is not written in a language that it does not appear in', async () => {
    expect((await issueOf({ 'content/a/en.yaml': article('[nl]') })).problems).toContain(
      'invalid-value content/a/en.yaml:4:11',
    );
  });

  test('names languages of the publication', async () => {
    expect((await issueOf({ 'content/a/en.yaml': article('[en, de]') })).problems).toEqual([
      'invalid-value content/a/en.yaml:4:16',
    ]);
  });

  test('has no use for a file in another language', async () => {
    const files = { 'content/a/en.yaml': article('[en]'), 'content/a/nl.yaml': 'headline: Boot\n' };
    expect((await issueOf(files)).problems).toEqual(['edition-unlisted content/a/nl.yaml']);
  });

  test('still needs its source by default', async () => {
    const files = { 'content/a/nl.yaml': 'headline: Boot\nbody:\n  - paragraph: Boot.\n' };
    expect((await issueOf(files)).problems).toContain('issue-source-missing content/a/en.yaml');
  });
});

test('a language that an issue does not appear in refuses nothing, and its readers are left out', () => {
  const ready = [{ locale: 'nl' } as Edition];
  const request = { ready, configured: ['en', 'nl'], source: 'nl', missing: 'refuse' as const };
  expect(assignEditions(request, []).refused).toEqual(['en']);
  const fewer = assignEditions({ ...request, intended: ['nl'] }, []);
  expect([fewer.refused, fewer.assign('en').fate, fewer.assign('nl').fate]).toEqual([
    [],
    'left-out',
    'planned',
  ]);
});
