import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { fillMergeText } from '../../pipeline/editions/merge-text.ts';
import { sampleValues } from '../../pipeline/editions/sample-values.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { repository } from './publish.ts';

const home = join(import.meta.dirname, '../..');
const newsletter = readFileSync(join(home, 'newsletter.yaml'), 'utf8').replace(/^theme:[\s\S]*/m, '');
const issues = ['2026-05-07-bridges', '2026-11-19-november'];
const content = issues.flatMap((slug) =>
  readdirSync(join(home, 'content', slug)).map((name) => [
    `content/${slug}/${name}`,
    readFileSync(join(home, 'content', slug, name)),
  ]),
);

// The theme of a publication that names none has its snapshots in snapshots.test.ts.
describe.each(['magazine', 'bulletin'])('the theme %s', async (theme) => {
  const report = new Report();
  const publication = memoryFiles({
    ...Object.fromEntries(content),
    'newsletter.yaml': `${newsletter}theme: ${theme}\n`,
  });
  const { rendered } = await checkPublication({ package: repository, publication }, report, { asOf: 0 });
  const editions = rendered.flatMap((issue) => issue.editions.map(({ edition }) => edition));

  it('passes every check in both languages', () => {
    expect(report.problems).toEqual([]);
    expect(editions.map(({ issue, locale }) => `${issue} ${locale}`)).toEqual(
      issues.flatMap((slug) => [`${slug} en`, `${slug} nl`]),
    );
  });

  it.each(editions.filter(({ locale }) => locale === 'en'))('$issue', async (edition) => {
    const html = fillMergeText(edition.html, sampleValues(edition, 'Zoë'), escapeHtml);
    await expect(html).toMatchFileSnapshot(`./__snapshots__/${theme}.${edition.issue}.en.html`);
  });
});
