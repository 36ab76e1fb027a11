import { describe, expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { checkTogether } from '../../pipeline/check/check-together.ts';
import { linksOf } from '../../pipeline/content/issue-links.ts';
import { readIssues } from '../../pipeline/content/read-issues.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { readWithTheme } from '../../pipeline/publication/newsletter/read-newsletter.ts';
import { packageFiles } from '../../pipeline/publication/package-files.ts';
import { placed } from '../editions/publish.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

/** Spring is on Monday 9 March, and April on Wednesday 1 April. */
const before = Date.parse('2026-03-01T12:00Z');

async function check(schedule: string, fields: { spring?: string; april?: string } = {}, asOf = before) {
  const files = memoryFiles({
    ...tinyFiles,
    'newsletter.yaml': `${tinyFiles['newsletter.yaml']}${schedule}\n`,
    'content/spring/en.yaml': withFields('spring', fields.spring),
    'content/april/en.yaml': withFields('april', fields.april),
  });
  const newsletter = (await readWithTheme(files, packageFiles, new Report()))?.newsletter;
  if (newsletter === undefined) throw new Error('The newsletter cannot be read.');
  const read = await readIssues(files, newsletter, ['april', 'spring'], new Report());
  const report = new Report();
  const links = read.map(({ slug, documents }) => linksOf(slug, documents, newsletter));
  await checkTogether(files, links, asOf, report);
  return report.problems.filter(({ code }) => code.startsWith('schedule-'));
}

function withFields(slug: string, fields = ''): string {
  const text = String(tinyFiles[`content/${slug}/en.yaml`]);
  return fields.startsWith('date:')
    ? text.replace(/^date:.*$/m, fields)
    : text.replace('status:', `${fields}\nstatus:`);
}

const mondays = 'schedule: { at: "07:00", days: [monday] }';

describe('the day of an issue that is still to be sent', () => {
  test('is one of the schedule', async () => {
    const problems = await check(mondays);
    expect(problems.map(placed)).toEqual(['schedule-day content/april/en.yaml:2:7']);
    expect(problems[0]?.severity).toBe('warning');
    expect(problems[0]?.message).toBe('2026-04-01 is not a day on which the schedule expects an issue.');
  });

  test('is not one that the schedule skips, not even by sendAt', async () => {
    const skipping = 'schedule: { at: "07:00", skip: [2026-03-09, 2026-04-01] }';
    const problems = await check(skipping, { april: 'sendAt: 2026-04-01T18:00' });
    expect(problems.map(placed)).toEqual([
      'schedule-day content/april/en.yaml:3:9',
      'schedule-day content/spring/en.yaml:2:7',
    ]);
    expect(problems[0]?.message).toContain('The schedule skips 2026-04-01');
  });

  test('may be any weekday with sendAt', async () => {
    expect(await check(mondays, { april: 'sendAt: 2026-04-01T18:00' })).toEqual([]);
  });

  test('is not that of another issue, unless their moments differ', async () => {
    const clash = await check(mondays, { april: 'date: 2026-03-09' });
    expect(clash.map(placed)).toEqual(['schedule-clash content/spring/en.yaml:2:7']);
    expect(clash[0]?.message).toContain('"april"');
    expect(await check(mondays, { april: 'sendAt: 2026-03-09T18:00' })).toEqual([]);
    const held = await check(mondays, { april: 'hold: true\nsendAt: 2026-03-09T07:00' });
    expect(held, 'nobody knows when an issue on hold is sent').toEqual([]);
  });

  test('is compared with issues that are not being checked, however they give their moment', async () => {
    const clashes = async (fields: string, asOf = before) => {
      const publication = memoryFiles({
        ...tinyFiles,
        'newsletter.yaml': `${tinyFiles['newsletter.yaml']}${mondays}\n`,
        'content/april/en.yaml': withFields('april', fields),
      });
      const report = new Report();
      await checkPublication({ package: packageFiles, publication }, report, { slugs: ['spring'], asOf });
      return report.problems.filter(({ code }) => code === 'schedule-clash').map(placed);
    };
    const clash = ['schedule-clash content/spring/en.yaml:2:7'];
    expect(await clashes('date: 2026-03-09')).toEqual(clash);
    expect(await clashes('date: 2020-01-01\n"sendAt": "2026-03-09T07:00"')).toEqual(clash);
    expect(await clashes('date: &day 2026-03-09')).toEqual(clash);
    expect(await clashes('date: 2026-03-10')).toEqual([]);
    expect(await clashes('date: 2026-03-09', Date.parse('2026-03-20T00:00Z'))).toEqual([]);
  });

  test('is checked neither without a schedule nor once it has passed', async () => {
    expect(await check('')).toEqual([]);
    expect(await check(mondays, {}, Date.parse('2026-04-01T06:00Z'))).toEqual([]);
  });
});
