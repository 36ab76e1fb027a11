import { expect, test } from 'vitest';
import { checkPublication } from '../../pipeline/check/check-publication.ts';
import { checkWhole } from '../../pipeline/check/check-whole.ts';
import type { KeptCheck } from '../../pipeline/check/kept-check.ts';
import { rules } from '../../pipeline/check/rules/registry.ts';
import { uncached } from '../../pipeline/editions/convert-picture.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import type { Problem } from '../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { LivePublication } from '../../pipeline/studio/live-publication.ts';
import { placed, repository } from '../editions/publish.ts';
import { pixel, tinyFiles } from '../problems/tiny-publication.ts';
import { createSiteFolder } from '../site/site-folder.ts';

// One check with several callers: the library, `courant check` with and without its cache, the archive, the studio.

type TestFiles = Readonly<Record<string, string | Uint8Array>>;

const article = (text: string) => `kind: article
date: 2026-03-02
status: ready
headline: Boats boats at the quay
body:
  - paragraph: "12 boats  at the [quay](http://example.org/quay), dear *|FNAME|*."
  - paragraph: ${text}
  - image: boat.png
    alt: boat.png
`;
const digest = `kind: digest
date: 2026-03-03
status: ready
headline: Other stories
editions: [en]
stories:
  - headline: A market
    summary: On the quay.
    issue: nowhere
`;
/** A fault of every family of rules, and one in the parts that all issues share. */
const faulty: TestFiles = {
  ...tinyFiles,
  'newsletter.yaml': `${tinyFiles['newsletter.yaml']}schedule: { at: "07:00", days: [monday] }\n`,
  'templates/email/blocks/paragraph.mjml.hbs':
    '<mj-text css-class="block text"><p style="filter: blur(1px)">{{paragraph}}</p></mj-text>',
  'templates/email/accepted.yaml':
    'accepted:\n  - { feature: css-float, clients: [outlook], reason: None uses it. }\n',
  'content/faulty/en.yaml': article('They are back.'),
  'content/faulty/nl.yaml': `status: ready\n${article('Ze zijn terug.').split('\n').slice(3, -3).join('\n').replace('12', '13').replace('the', 'de')}\n  - alt: Een boot.\n`,
  'content/faulty/boat.png': pixel,
  'content/stories/en.yaml': digest,
  // A Tuesday that is still to come.
  'content/later/en.yaml': digest.replace('2026-03-03', '2031-03-04').replace('nowhere', 'spring'),
};

test('every caller of the check finds the same faults, of every family', async () => {
  const found = await findByEveryCaller(faulty);
  const codes = new Set(found.library.map((each) => each.split(' ')[0]));
  const all = [...rules.issues, ...rules.document, ...rules.translation, ...rules.edition];
  const silent = Map.groupBy(all, ({ family }) => family)
    .entries()
    .filter(([, own]) => !own.some((rule) => rule.codes.some((code) => codes.has(code))))
    .map(([family]) => family);
  expect([...silent]).toEqual([]);
  expect(codes).toContain('client-accepted-unused');
  expect(found.check).toEqual(found.library);
  expect(found.checkAgain).toEqual(found.library);
  expect(found.archive).toEqual(found.library);
  // Whether a feature is unused is known only after every edition was rendered; the studio renders those it shows.
  expect(found.studio).toEqual(found.library.filter((each) => !each.startsWith('client-accepted-unused')));
});

test('every caller finds the same faults in the parts that all issues share', async () => {
  const found = await findByEveryCaller({
    ...tinyFiles,
    'newsletter.yaml': `${tinyFiles['newsletter.yaml']}theme: { logo: logo.png }\ncheck: { clients: [outlok] }\n`,
    'logo.png': 'no picture',
    'locales/nl/email.json': JSON.stringify({ greetingNamed: 'Dag {{name}},' }),
    'locales/nl/email.source.json': JSON.stringify({ greetingNamed: 'Hello {{name}},' }),
    'templates/email/blocks/quote.mjml.hbs': '{{nothing}}',
  });
  const codes = found.library.map((each) => each.split(' ')[0]);
  for (const code of ['asset-unreadable', 'invalid-value', 'locale-key-stale', 'template-name'])
    expect(codes).toContain(code);
  for (const each of [found.check, found.checkAgain, found.archive, found.studio])
    expect(each).toEqual(found.library);
});

async function findByEveryCaller(files: TestFiles) {
  const asOf = Date.parse('2030-01-01T00:00:00Z');
  const roots = { package: repository, publication: memoryFiles(files) };
  const library = new Report();
  await checkPublication(roots, library, { asOf });

  const slugs = (await roots.publication.list('content')).map(({ name }) => name).sort();
  const keys = new Map(slugs.map((slug) => [slug, slug]));
  const check = async (kept: KeptCheck | undefined) => {
    const report = new Report();
    const scan = async () => ({
      shared: 'shared',
      issues: keys,
      isSharedUnchanged: async () => true,
      keyAfterReading: async (_: string, key: string) => key,
    });
    const result = await checkWhole(roots, report, {
      kept: [() => kept],
      scan,
      asOf,
      cache: uncached,
      editions: { read: () => undefined, keep() {} },
      signal: new AbortController().signal,
    });
    return { report, kept: result.kept && (JSON.parse(JSON.stringify(result.kept)) as KeptCheck) };
  };
  const first = await check(undefined);
  const again = await check(first.kept);

  const archive = await createSiteFolder(files).build('2030-01-01T00:00:00Z');
  return {
    library: list(library.problems),
    check: list(first.report.problems),
    checkAgain: list(again.report.problems),
    archive: list(archive.problems),
    studio: list(await findInStudio(files)),
  };
}

/** The problems of all issues, as the studio shows them. Each problem of a template is in every issue. */
async function findInStudio(files: TestFiles): Promise<Problem[]> {
  const live = new LivePublication({ clock: Date.now, publication: memoryFiles(files), package: repository });
  await live.open();
  const report = new Report();
  report.include({ problems: live.problems, hidden: [] });
  for (const { slug } of live.issues) {
    await live.upToDate(slug);
    await live.rendered(slug);
    report.include({ problems: live.allProblems(slug), hidden: [] });
  }
  return report.problems;
}

const list = (problems: readonly Problem[]) => problems.map(placed).sort();
