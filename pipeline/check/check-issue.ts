import { textsOfDocument } from '../content/document-texts.ts';
import { linksOf } from '../content/issue-links.ts';
import { sourceOf } from '../content/parse-document.ts';
import { type ReadIssue, readIssue } from '../content/read-issues.ts';
import { compareTranslation } from '../content/translation/compare-translation.ts';
import { readRecord } from '../content/translation/source-record.ts';
import type { EditionsRenderer, RenderedIssue } from '../editions/render-editions.ts';
import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';
import { featuresUsed } from './clients/features-used.ts';
import { findForeign } from './find-foreign.ts';
import { readMail } from './mail/mail.ts';
import { findByOwnRules } from './own-rules.ts';
import { reportFindings } from './report-findings.ts';
import { rules } from './rules/registry.ts';
import type { DocumentView, Finding, TranslationView } from './rules/rule.ts';
import type { IssueFindings } from './run-check.ts';

/** A checked issue, with its documents and its rendered editions. */
export interface CheckedIssue extends IssueFindings {
  readonly read: ReadIssue;
  /** Undefined if the issue was not rendered. */
  readonly rendered: RenderedIssue | undefined;
}

/** The part of `EditionsRenderer` that a check needs. */
type EditionRenderer = Pick<EditionsRenderer, 'render'>;

/** Reads and checks one issue. */
export async function readAndCheckIssue(
  files: Files,
  publication: Publication,
  slug: string,
  renderer: EditionRenderer | undefined,
): Promise<CheckedIssue> {
  const reading = new Report();
  const read = await readIssue(files, publication.newsletter, slug, reading);
  return checkIssue(files, publication, read, reading, renderer);
}

/**
 * Checks one issue, which is the second part of a check. `reading` has the problems of the issue's files;
 * this function adds the problems of its documents. Without a renderer, it does not check editions.
 */
export async function checkIssue(
  files: Files,
  publication: Publication,
  read: ReadIssue,
  reading: Report,
  renderer?: EditionRenderer,
): Promise<CheckedIssue> {
  const rendering = new Report();
  rendering.weigh(publication.newsletter.check.codes);
  // Rendering begins with the pictures, which other processes and threads draw.
  const [rendered] = await Promise.all([
    renderer?.render(read, rendering),
    checkDocuments(files, publication, read, reading),
  ]);
  if (rendered) await checkEditions(files, publication, rendered, rendering);
  // Collecting the features requires parsing each mail, so do it only if the publication itself accepts some.
  const acceptsSome = publication.accepted.some(({ isOwn }) => isOwn);
  return {
    read,
    rendered,
    inDocuments: reading,
    inEditions: rendering,
    links: linksOf(read.slug, read.documents, publication.newsletter),
    features: rendered && acceptsSome ? featuresOf(rendered) : [],
    editions: rendered?.editions.length ?? 0,
  };
}

/** Checks each file of an issue as written, and compares each translation with its source. */
async function checkDocuments(
  files: Files,
  publication: Publication,
  issue: ReadIssue,
  report: Report,
): Promise<void> {
  report.weigh(publication.newsletter.check.codes);
  await reportFindings(
    files,
    findInDocuments(publication, issue, await findForeign(publication, issue)),
    report,
  );
  for (const view of await translationViews(files, issue, report)) {
    const findings = rules.translation.flatMap((rule) => [...rule.check(view)]);
    findings.push(...findByOwnRules(publication, 'translation', view));
    await reportFindings(files, findings, report);
  }
}

/**
 * The findings in each file of an issue. `foreign` maps the language of each file to the texts that are in a
 * different language.
 */
export function findInDocuments(
  publication: Publication,
  { slug, documents }: ReadIssue,
  foreign: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(),
): Finding[] {
  const date = sourceOf(documents)?.[1].fields?.['date'];
  return [...documents].flatMap(([locale, document]) => {
    const view: DocumentView = {
      slug,
      locale,
      document,
      date: typeof date === 'string' ? date : undefined,
      texts: textsOfDocument(document),
      related: publication.texts.get(locale)?.get('email')?.get('related')?.text,
      foreign: foreign.get(locale) ?? new Map(),
    };
    const own = findByOwnRules(publication, 'document', view);
    return [...rules.document.flatMap((rule) => [...rule.check(view)]), ...own];
  });
}

/** Checks the rendered editions of an issue. */
async function checkEditions(
  files: Files,
  publication: Publication,
  { editions, assets: pictures }: Pick<RenderedIssue, 'editions' | 'assets'>,
  report: Report,
): Promise<void> {
  const { newsletter, templates, accepted } = publication;
  for (const { edition, article } of editions) {
    const mail = readMail(edition);
    const view = { edition, article, newsletter, pictures, mail, templates: templates.email, accepted };
    const findings = rules.edition.flatMap((rule) => [...rule.check(view)]);
    findings.push(...findByOwnRules(publication, 'edition', view));
    await reportFindings(files, findings, report);
  }
}

/** The translations of an issue as views for the rules. Reports records that cannot be read. */
async function translationViews(
  files: Files,
  { slug, documents }: ReadIssue,
  report: Report,
): Promise<TranslationView[]> {
  const [sourceLocale, source] = sourceOf(documents) ?? [];
  if (sourceLocale === undefined || source === undefined) return [];
  const views: TranslationView[] = [];
  for (const [locale, translation] of documents) {
    if (translation === source) continue;
    const record = await readRecord(files, slug, locale, report);
    const status = translation.fields?.['status'] ?? source.fields?.['status'];
    const parts = compareTranslation(source, translation, record);
    views.push({ slug, locale, sourceLocale, translation, parts, record, isReady: status === 'ready' });
  }
  return views;
}

/** The features of Can I Email that the editions of an issue use. */
function featuresOf({ editions }: RenderedIssue): string[] {
  return [...new Set(editions.flatMap(({ edition }) => [...featuresUsed(readMail(edition)).keys()]))];
}
