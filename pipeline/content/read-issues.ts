import type { Files } from '../foundation/files/files.ts';
import type { Place } from '../foundation/problems/place.ts';
import type { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { readSource } from '../foundation/sources/read-source.ts';
import { parseDuration } from '../foundation/time/parse-duration.ts';
import { parseMoment } from '../foundation/time/parse-moment.ts';
import { logoPath } from '../publication/find-logo.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { momentOfIssue } from '../schedule/moment-of-issue.ts';
import { assembleSource, assembleTranslation } from './assemble-article.ts';
import { checkAssets } from './check-assets.ts';
import { reportMissing, reportUnreadFiles } from './check-folder.ts';
import { isSlug } from './check-object.ts';
import { checkPlaceholders } from './check-placeholders.ts';
import { findSource } from './find-source.ts';
import type { Article, Issue } from './issue.ts';
import { listSlugs } from './list-slugs.ts';
import { type DocumentRole, type ParsedDocument, parseDocument } from './parse-document.ts';

type Settings = Pick<Newsletter, 'languages' | 'timeZone'> &
  Partial<Pick<Newsletter, 'lists' | 'schedule' | 'check' | 'theme'>>;

/** An issue that was read, with the places that mention its pictures. */
export interface ReadIssue {
  readonly slug: string;
  /** The issue; undefined if its source cannot be used. */
  readonly issue: Issue | undefined;
  /** The first place that mentions each picture, by path in the publication. */
  readonly assets: ReadonlyMap<string, Place>;
  /** Every file that could be read, by locale, even if it makes no article. */
  readonly documents: ReadonlyMap<string, ParsedDocument>;
}

/**
 * Reads these issues and reports all their problems. `check/check-together.ts` checks them against each
 * other.
 */
export async function readIssues(
  files: Files,
  settings: Settings,
  slugs: readonly string[],
  report: Report,
): Promise<ReadIssue[]> {
  const read: ReadIssue[] = [];
  for (const slug of slugs) read.push(await readIssue(files, settings, slug, report));
  return read;
}

/** Reads one issue. */
export async function readIssue(
  files: Files,
  settings: Settings,
  slug: string,
  report: Report,
): Promise<ReadIssue> {
  report.weigh(settings.check?.codes);
  const folder = `content/${slug}`;
  const { languages } = settings;
  const nothing = { slug, issue: undefined, assets: new Map(), documents: new Map() };
  if (!isSlug(slug)) report.add('issue-slug', { slug }, { file: folder });
  const names = (await files.list(folder)).map((entry) => entry.name).sort();
  reportUnreadFiles(folder, names, languages.editions, report);

  const sourceLocale = await findSource(files, slug, languages);
  if (sourceLocale === undefined) {
    const file = `${folder}/${languages.source}.yaml`;
    report.add('issue-source-missing', { file }, { file });
    return nothing;
  }
  const sourceFile = `${folder}/${sourceLocale}.yaml`;
  const source = await readDocument(files, sourceFile, 'source', report);
  const editions = checkEditions(source, sourceLocale, names, languages);
  const documents = new Map<string, ParsedDocument>();
  if (source) documents.set(sourceLocale, source);
  const articles = new Map<string, Article>();
  const original = source && assembleSource(source, sourceLocale, sourceFile);
  if (original) articles.set(sourceLocale, original);

  for (const locale of editions.filter((each) => each !== sourceLocale)) {
    const file = `${folder}/${locale}.yaml`;
    if (!names.includes(`${locale}.yaml`)) {
      reportMissing(file, locale, source, languages, report);
      continue;
    }
    const translation = await readDocument(files, file, 'translation', report);
    if (translation) documents.set(locale, translation);
    if (!source || !translation) continue;
    const article = assembleTranslation(source, translation, locale, file);
    if (article) articles.set(locale, article);
    if (translation.fields?.['status'] === 'draft' && source.fields?.['status'] === 'ready') {
      report.add('edition-draft', { locale }, translation.reading.tree.place(['status']));
    }
  }
  const present = editions.filter((locale) => names.includes(`${locale}.yaml`));
  const hasContent = source !== undefined && source.body.length + source.stories.length > 0;
  const isComplete = hasContent && documents.size === present.length;
  const logo = settings.theme?.logo && logoPath(settings.theme.logo);
  const assets = await checkAssets(files, folder, names, [...documents.values()], isComplete, logo, report);
  for (const document of documents.values()) {
    const status = document.fields?.['status'] ?? source?.fields?.['status'];
    if (status === 'ready') checkPlaceholders(document);
  }
  if (!source || !original) return { ...nothing, assets, documents };
  const issue = toIssue(slug, source, original, articles, settings);
  if (issue.moment !== undefined && issue.expires !== undefined && issue.expires <= issue.moment) {
    const hint = 'Write a later moment, or a time after it is sent, such as 48h.';
    const place = source.reading.tree.place(['expires']);
    const message = 'This issue expires before it is sent.';
    report.add('invalid-value', { message, hint, about: 'expired' }, place);
  }
  checkLists(source, settings, report);
  return { slug, issue, assets, documents };
}

/** Checks the languages that an issue says it appears in, and reports files in other languages. */
function checkEditions(
  source: ParsedDocument | undefined,
  sourceLocale: string,
  names: readonly string[],
  { editions: configured }: Newsletter['languages'],
): readonly string[] {
  const named = source?.fields?.['editions'];
  if (source === undefined || !Array.isArray(named)) return configured;
  const { tree, report } = source.reading;
  for (const [at, locale] of named.entries()) {
    if (configured.includes(locale)) continue;
    const message = `This publication has no edition in "${locale}".`;
    const hint = `Editions: ${configured.join(', ')}.`;
    report.add('invalid-value', { message, hint }, tree.place(['editions', at]));
  }
  if (!named.includes(sourceLocale)) {
    const message = `The issue is written in "${sourceLocale}", which is not one of its editions.`;
    const hint = `Add "${sourceLocale}". To write an issue in another language only, do not create "${sourceLocale}.yaml".`;
    report.add('invalid-value', { message, hint }, tree.place(['editions']));
  }
  const left = configured.filter((locale) => !named.includes(locale) && locale !== sourceLocale);
  for (const locale of left.filter((each) => names.includes(`${each}.yaml`)))
    report.add(
      'edition-unlisted',
      { locale },
      { file: tree.source.file.replace(/[^/]+$/, `${locale}.yaml`) },
    );
  return configured.filter((locale) => !left.includes(locale));
}

function checkLists({ fields, reading }: ParsedDocument, { lists = [] }: Settings, report: Report): void {
  const known = lists.map(({ id }) => id);
  const named = fields?.['lists'];
  for (const [index, list] of Array.isArray(named) ? named.entries() : []) {
    if (known.includes(list)) continue;
    report.add('list-unknown', { list: String(list), known }, reading.tree.place(['lists', index]));
  }
}

function toIssue(
  slug: string,
  source: ParsedDocument,
  original: Article,
  articles: ReadonlyMap<string, Article>,
  settings: Settings,
): Issue {
  const { timeZone } = settings;
  const fields = source.fields ?? {};
  const sendAt = fields['sendAt'] === undefined ? undefined : parseMoment(String(fields['sendAt']), timeZone);
  const moment = momentOfIssue({ sendAt, date: original.date }, settings);
  return {
    slug,
    kind: fields['kind'] as Issue['kind'],
    date: original.date,
    number: fields['number'] as number | undefined,
    aliases: (fields['aliases'] as string[] | undefined) ?? [],
    sendAt,
    moment,
    expires: expiry(fields['expires'], moment, timeZone),
    hold: fields['hold'] === true,
    lists: fields['lists'] as string[] | undefined,
    editions: fields['editions'] as string[] | undefined,
    source: original.locale,
    articles,
  };
}

/** A time span counts from the issue's moment. An issue without a moment does not expire. */
function expiry(value: unknown, goesAt: number | undefined, timeZone: string): number | undefined {
  if (typeof value !== 'string') return undefined;
  const moment = parseMoment(value, timeZone);
  if (moment !== undefined) return moment;
  const span = parseDuration(value);
  return span === undefined || goesAt === undefined ? undefined : goesAt + span;
}

async function readDocument(files: Files, file: string, role: DocumentRole, report: Report) {
  const expected =
    role === 'source' ? 'an article ("kind: article", \u2026)' : 'a translation ("headline: \u2026")';
  const source = await readSource(files, file, expected, report);
  const reading = source && parseYaml(source, report);
  return reading && parseDocument(reading, role);
}

/** Reports slugs that do not exist, and returns the others. Returns all slugs if none is named. */
export async function chooseSlugs(
  files: Files,
  wanted: readonly string[],
  report: Report,
): Promise<string[]> {
  const known = await listSlugs(files);
  if (wanted.length === 0) {
    if (known.length === 0) report.add('issue-none', {});
    return known;
  }
  return [...new Set(wanted)].filter((slug) => {
    if (known.includes(slug)) return true;
    report.add('issue-unknown', { slug, known });
    return false;
  });
}
