import { join, relative } from 'node:path';
import { isSlug } from '../../content/check-object.ts';
import { placeholderText } from '../../content/placeholders.ts';
import { type ReadIssue, readIssue } from '../../content/read-issues.ts';
import { recordPath } from '../../content/translation/source-record.ts';
import type { Files } from '../../foundation/files/files.ts';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';
import { Report } from '../../foundation/problems/report.ts';
import { packageRoot } from '../../foundation/program/context.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { copyDocument } from './copy-document.ts';
import { draftSource, draftTranslation } from './draft-issue.ts';
import { nameIssue, proposeDay, refuseName, type TakenNames } from './name-issue.ts';

export interface NewIssue {
  /** A title becomes the headline, and its words become the name. A name leaves the headline open. */
  readonly title: string;
  readonly kind: 'article' | 'digest';
  /** Year-month-day. The default is the next free day of the schedule, or today. */
  readonly date?: string | undefined;
  /** The name of the folder. The default is made from the day and the title. */
  readonly slug?: string | undefined;
  /** The slug of the issue that it copies. */
  readonly from?: string | undefined;
  /** Whether it also copies the words of that issue, and not only its structure. */
  readonly keepsWords?: boolean | undefined;
}

/** The files of a new issue, before anything is written. */
export interface IssuePlan {
  readonly slug: string;
  readonly files: readonly PlannedFile[];
}

type PlannedFile =
  | { readonly path: string; readonly text: string }
  /** A copy of another file of the publication. */
  | { readonly path: string; readonly copyOf: string };

interface PlanContext {
  /** The absolute path of the publication's folder. */
  readonly root: string;
  readonly files: Files;
  readonly newsletter: Newsletter;
  /** The issues that exist. */
  readonly issues: readonly TakenNames[];
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * Plans the files of a new issue: a draft in every language, or a copy of another issue. Fails with
 * `issue-slug`, `slug-reserved`, `issue-exists`, `address-taken` or `issue-unknown`.
 */
export async function planIssue(request: NewIssue, context: PlanContext): Promise<IssuePlan> {
  const { files, newsletter, issues, now } = context;
  const { title, from } = request;
  const slug = request.slug ?? nameIssue(title, request.date ?? proposeDay(newsletter, issues, now));
  const refusal = refuseName(slug, issues);
  if (refusal !== undefined) throw new ProblemError([refusal]);
  // A name that begins with a day gives the issue its date.
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(slug) ?? [];
  const date = request.date ?? day ?? proposeDay(newsletter, issues, now);
  const number = await nextNumber(files, issues, newsletter.languages.source);
  const headline = isSlug(title) ? undefined : title;
  if (from === undefined) {
    const head = { kind: request.kind, date, number, headline: headline ?? placeholderText };
    return { slug, files: await draftFiles(slug, head, context) };
  }
  const template = issues.some((issue) => issue.slug === from)
    ? await readIssue(files, newsletter, from, new Report())
    : fail('issue-unknown', { slug: from, known: issues.map((issue) => issue.slug) });
  const keepsWords = request.keepsWords ?? false;
  const copied = [...template.documents].map(([locale, document]) => ({
    path: `content/${slug}/${locale}.yaml`,
    text: copyDocument(document, { date, number, headline, keepsWords }),
  }));
  if (copied.length === 0) fail('issue-source-missing', { file: `content/${from}` });
  return { slug, files: [...copied, ...(await otherFiles(template, slug, keepsWords, files))] };
}

async function draftFiles(
  slug: string,
  head: Parameters<typeof draftSource>[0],
  { root, files, newsletter }: PlanContext,
): Promise<PlannedFile[]> {
  const { source, editions } = newsletter.languages;
  const locales = [source, ...editions.filter((each) => each !== source)];
  return Promise.all(
    locales.map(async (locale) => {
      const isSource = locale === source;
      const lines = isSource ? draftSource(head) : draftTranslation(head.kind);
      const schema = await schemaLine(root, files, slug, isSource ? 'issue' : 'translation');
      return { path: `content/${slug}/${locale}.yaml`, text: [...schema, ...lines, ''].join('\n') };
    }),
  );
}

/** The pictures of the template and, with its words, the records of its translations. */
async function otherFiles(
  { slug: from, assets, documents }: ReadIssue,
  slug: string,
  keepsWords: boolean,
  files: Files,
): Promise<PlannedFile[]> {
  const folder = `content/${from}/`;
  const records = keepsWords ? [...documents.keys()].map((locale) => recordPath(from, locale)) : [];
  const paths = [...[...assets.keys()].filter((path) => path.startsWith(folder)), ...records];
  const present = await Promise.all(paths.map(async (path) => ((await files.stat(path)) ? [path] : [])));
  return present
    .flat()
    .map((path) => ({ path: `content/${slug}/${path.slice(folder.length)}`, copyOf: path }));
}

/**
 * A line with the path from the issue to the schema for editors; empty when the publication has no copy of
 * the schema.
 */
async function schemaLine(root: string, files: Files, slug: string, name: string): Promise<string[]> {
  const folders = ['', relative(root, packageRoot)].filter((each) => !each.startsWith('..'));
  for (const folder of folders) {
    const path = join(folder, 'docs', 'schema', `${name}.schema.json`);
    if ((await files.stat(path.replaceAll('\\', '/'))) === undefined) continue;
    return [`# yaml-language-server: $schema=${relative(join('content', slug), path).replaceAll('\\', '/')}`];
  }
  return [];
}

/** One more than the highest issue number; undefined when the newsletter does not number its issues. */
async function nextNumber(
  files: Files,
  issues: readonly TakenNames[],
  source: string,
): Promise<number | undefined> {
  const numbers: number[] = [];
  for (const { slug } of issues) {
    const bytes = await files.read(`content/${slug}/${source}.yaml`);
    const [, number] = /^number:\s*(\d+)\s*(?:#.*)?$/m.exec(Buffer.from(bytes ?? []).toString('utf8')) ?? [];
    if (number !== undefined) numbers.push(Number(number));
  }
  return numbers.length === 0 ? undefined : Math.max(...numbers) + 1;
}
