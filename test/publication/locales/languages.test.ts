import { describe, expect, test } from 'vitest';
import { fillMergeText } from '../../../pipeline/editions/merge-text.ts';
import { sampleValues } from '../../../pipeline/editions/sample-values.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { printLocaleRecord } from '../../../pipeline/publication/locales/locale-records.ts';
import { planLanguage } from '../../../pipeline/publication/locales/plan-language.ts';
import { readInterface } from '../../../pipeline/publication/locales/read-interface.ts';
import { readLocales } from '../../../pipeline/publication/locales/read-locales.ts';
import { formatValue } from '../../../pipeline/publication/locales/value-formats.ts';
import { publish, repository } from '../../editions/publish.ts';

const shipped = ['en', 'ar', 'de', 'es', 'fr', 'nl'];

/** Latin, which Courant will hardly ever ship. */
const unshipped = 'la';

const newsletter = (editions: readonly string[], policy = 'refuse', source = 'en') => `name: Courant
description: News
url: https://news.example.org
sender: { address: news@example.org, postal: "Quay 1, Veermonde" }
languages: { source: ${source}, editions: [${editions.join(', ')}], missingTranslation: ${policy} }
`;

/** A short digest: it shows nearly every text of an edition. */
const digest = (source: boolean) => `${source ? 'kind: digest\ndate: 2026-11-28\n' : ''}status: ready
headline: Courant
stories:
  - headline: One
    summary: The first.
${source ? '    link: https://example.org/1\n' : ''}  - headline: Two
    summary: The second.
${source ? '    link: https://example.org/2\n' : ''}`;

const issueIn = (editions: readonly string[], source = 'en') =>
  Object.fromEntries(editions.map((locale) => [`content/short/${locale}.yaml`, digest(locale === source)]));

const localesOf = ({ issues }: Awaited<ReturnType<typeof publish>>) =>
  issues.flatMap(({ editions }) => editions.map(({ edition }) => edition.locale)).sort();

describe('a language that Courant ships', () => {
  test('needs no file of the publication', async () => {
    const published = await publish({ 'newsletter.yaml': newsletter(shipped), ...issueIn(shipped) });
    expect(published.problems).toEqual([]);
    expect(localesOf(published)).toEqual([...shipped].sort());
  });

  test.each(shipped)('reads as its snapshot in %s', async (locale) => {
    const files = { 'newsletter.yaml': newsletter(shipped), ...issueIn(shipped) };
    const { issues } = await publish(files);
    const found = issues[0]?.editions.find(({ edition }) => edition.locale === locale)?.edition;
    if (found === undefined) throw new Error(`There is no edition in ${locale}.`);
    const text = fillMergeText(found.text, sampleValues(found, 'Zoë'), String);
    await expect(text).toMatchFileSnapshot(`./__snapshots__/edition.${locale}.txt`);
  });

  test('may be the source of the others', async () => {
    const files = { 'newsletter.yaml': newsletter(['de', 'nl', 'en'], 'refuse', 'de') };
    const published = await publish({ ...files, ...issueIn(['de', 'nl', 'en'], 'de') });
    expect(published.problems).toEqual([]);
  });

  test.each([
    ['de', '2026-11-28', 'Samstag, 28.\u00a0November 2026'],
    ['fr', '2026-11-28', 'samedi 28\u00a0novembre 2026'],
    ['fr', '2026-05-01', 'vendredi 1er\u00a0mai 2026'],
    ['fr', '2026-05-11', 'lundi 11\u00a0mai 2026'],
    ['es', '2026-11-28', 'sábado, 28\u00a0de\u00a0noviembre de 2026'],
    ['nl', '2026-11-28', 'zaterdag 28\u00a0november 2026'],
    ['en', '2026-11-28', 'Saturday 28\u00a0November 2026'],
  ])('writes a date as its papers do: %s %s', async (locale, date, written) => {
    const texts = await readLocales([repository], [locale], new Report());
    const text = texts.get(locale)?.get('email')?.get('date')?.text ?? '';
    const filled = text.replace(/\{\{date, ([^{}]+)\}\}/g, (_, format) => formatValue(date, format, locale));
    expect(filled).toBe(written);
  });
});

describe('a language that is not done', () => {
  const editions = ['en', 'nl', unshipped];
  const files = (policy: string) => ({
    'newsletter.yaml': newsletter(editions, policy),
    ...issueIn(editions),
  });

  test.each(['hold', 'source'])('holds back only its own edition with "%s"', async (policy) => {
    const published = await publish(files(policy));
    expect(localesOf(published)).toEqual(['en', 'nl']);
    expect(published.problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      ...['email', 'archive', 'pages', 'mail'].map(() => 'warning file-missing'),
      'warning locale-unfinished',
    ]);
    expect(published.issues[0]?.editions[0]?.edition.html).not.toContain(`/${unshipped}/`);
  });

  test('stops every edition under "refuse"', async () => {
    const { problems } = await publish(files('refuse'));
    expect(problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toContain(
      'locale-unfinished',
    );
  });

  test('is one whose texts are copies of the source', async () => {
    const copied = Object.fromEntries(
      await Promise.all(
        ['email', 'archive', 'pages', 'mail'].map(async (namespace) => {
          const bytes = await repository.read(`locales/en/${namespace}.json`);
          return [`locales/${unshipped}/${namespace}.json`, bytes ?? new Uint8Array()] as const;
        }),
      ),
    );
    const { problems } = await publish({ ...files('hold'), ...copied });
    const told = problems.find(({ code }) => code === 'locale-unfinished')?.message;
    expect(told).toMatch(/^The interface texts in "la" are not finished: (\d+) of \d+ /);
    expect(localesOf(await publish({ ...files('hold'), ...copied }))).toEqual(['en', 'nl']);
  });

  test('is not done when a placeholder differs', async () => {
    const plan = await planLanguage([repository, memoryFiles({})], { locale: 'de-AT', source: 'en' });
    const planned = Object.fromEntries(plan.files.map(({ path, text }) => [path, text]));
    const own = { 'newsletter.yaml': newsletter(['en', 'de-AT'], 'hold'), ...issueIn(['en', 'de-AT']) };
    expect(localesOf(await publish({ ...own, ...planned }))).toEqual(['de-AT', 'en']);
    const broken = planned['locales/de-AT/email.json']?.replace('{{publication}}', '{{zeitung}}') ?? '';
    const published = await publish({ ...own, ...planned, 'locales/de-AT/email.json': broken });
    expect(localesOf(published)).toEqual(['en']);
    expect(published.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('languages add', () => {
  const plan = (locale: string, files = {}) =>
    planLanguage([repository, memoryFiles(files)], { locale, source: 'en' });

  test('writes nothing for a language that Courant ships', async () => {
    expect(await plan('ar')).toEqual({ from: 'ar', files: [] });
  });

  test('takes the texts of the wider language for a regional one', async () => {
    const { from, files } = await plan('nl-BE');
    expect(from).toBe('nl');
    expect(files.every(({ untranslated }) => untranslated === 0)).toBe(true);
  });

  test('marks copies of the source, and fills in dates and plural forms', async () => {
    const { from, files } = await plan('pl');
    expect(from).toBe('en');
    const email = JSON.parse(files.find(({ path }) => path === 'locales/pl/email.json')?.text ?? '');
    expect(email).toMatchObject({
      date: '{{date, date(dateStyle: full)}}',
      correction: 'Correction, {{date, date(dateStyle: long)}}:',
      storyCount_few: '{{count, number}}\u00a0stories in this issue',
      storyCount_many: '{{count, number}}\u00a0stories in this issue',
    });
    const record = JSON.parse(files.find(({ path }) => path === 'locales/pl/email.source.json')?.text ?? '');
    expect(record).toMatchObject({ earlier: { copied: 'Earlier issues' } });
    expect(record).not.toHaveProperty('date');
  });

  test('keeps what the publication has translated', async () => {
    const own = { 'locales/pl/email.json': JSON.stringify({ earlier: 'Starsze wydania' }) };
    const { files } = await plan('pl', own);
    const text = files.find(({ path }) => path === 'locales/pl/email.json')?.text ?? '';
    expect(JSON.parse(text)).toMatchObject({ earlier: 'Starsze wydania', help: 'Questions and help' });
  });

  test('leaves a copy open when its source changes, and closes it when it is translated or accepted', async () => {
    const { files } = await plan('pl');
    const written = Object.fromEntries(files.map(({ path, text }) => [path, text]));
    const change = (path: string, from: string, to: string) => ({
      [path]: written[path]?.replace(from, to) ?? '',
    });
    const stateOf = async (key: string, more: Record<string, string>) => {
      const layers = [repository, memoryFiles({ ...written, ...more })];
      const texts = await readLocales(layers, ['en', 'pl'], new Report());
      const parts = await readInterface(layers, texts, { source: 'en', locale: 'pl' }, new Report());
      return { parts, state: parts.find((part) => part.namespace === 'email' && part.key === key)?.state };
    };
    const newer = { 'locales/en/email.json': JSON.stringify({ earlier: 'Former issues' }) };
    expect((await stateOf('earlier', {})).state).toBe('missing');
    expect((await stateOf('earlier', newer)).state).toBe('missing');
    const translated = change('locales/pl/email.json', 'Earlier issues', 'Starsze wydania');
    expect((await stateOf('earlier', translated)).state).toBe('done');
    const { parts } = await stateOf('links', {});
    const email = parts.filter(({ namespace }) => namespace === 'email');
    expect(JSON.parse(printLocaleRecord(email))).toMatchObject({ links: { copied: 'Links' } });
    const record = printLocaleRecord(email, ['email:links']);
    expect((await stateOf('links', { 'locales/pl/email.source.json': record })).state).toBe('done');
  });
});
