import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { stringify } from 'yaml';
import { isSlug } from '../content/check-object.ts';
import { readLinks } from '../content/issue-links.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { placeholderLink, placeholderText } from '../content/placeholders.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import type { Files } from '../foundation/files/files.ts';
import { fail } from '../foundation/problems/problem.ts';
import { type CommandContext, type ExitCode, packageRoot } from '../foundation/program/context.ts';
import { dayIn, isDate } from '../foundation/time/parse-moment.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { nextFreeDay } from '../schedule/schedule-days.ts';
import { openNewsletter } from './open-newsletter.ts';

interface NewOptions {
  readonly kind: 'article' | 'digest';
  /** As year-month-day. The default is the next free day of the schedule, or today in the publication's time zone. */
  readonly date?: string;
}

/**
 * Creates an issue's folder with a draft in every language. A title becomes the headline, and its words
 * become the name of the folder.
 */
export async function newIssue(
  context: CommandContext,
  title: string,
  { kind, date }: NewOptions,
): Promise<ExitCode> {
  const { terminal, root } = context;
  const files = diskFiles(root);
  const newsletter = await openNewsletter(context);
  const slug = nameIssue(title, date ?? (await proposeDay(context, newsletter)));
  if ((await listSlugs(files)).includes(slug)) fail('issue-exists', { slug });
  const folder = join(root, 'content', slug);
  await mkdir(folder, { recursive: true });
  const { source, editions } = newsletter.languages;
  const number = await nextNumber(files, source);
  const headline = isSlug(title) ? placeholderText : title;
  for (const locale of [source, ...editions.filter((each) => each !== source)]) {
    const lines =
      locale === source
        ? sourceDraft({ kind, date: slug.slice(0, 10), number, headline })
        : translationDraft(kind);
    const schema = schemaLine(context, folder, locale === source ? 'issue' : 'translation');
    await writeFile(join(folder, `${locale}.yaml`), [...schema, ...lines, ''].join('\n'), { flag: 'wx' });
    terminal.print(`content/${slug}/${locale}.yaml`);
  }
  return 0;
}

/** The next day of the schedule without an issue; today when the schedule has no days. */
async function proposeDay({ root, clock }: CommandContext, newsletter: Newsletter): Promise<string> {
  const files = diskFiles(root);
  const now = clock().getTime();
  const links = await Promise.all((await listSlugs(files)).map((slug) => readLinks(files, slug, newsletter)));
  const taken = new Set(links.flatMap(({ sends }) => sends?.day ?? []));
  return nextFreeDay(newsletter, taken, now) ?? dayIn(newsletter.timeZone, now);
}

/**
 * The name of an issue: the day and the words of the title. A title that already begins with a day keeps it.
 */
function nameIssue(title: string, day: string): string {
  const words = isSlug(title) ? title : wordsOf(title);
  const [own] = /^\d{4}-\d{2}-\d{2}(?=-)/.exec(words) ?? [];
  const slug = own === undefined ? `${day}-${words}` : words;
  if (words === '' || !isSlug(slug) || !isDate(slug.slice(0, 10))) fail('issue-slug', { slug: title });
  return slug;
}

/** Converts a title to lower-case letters without accents and digits, with hyphens between the words. */
function wordsOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\p{M}'\u2019]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 80)
    .replace(/-$/, '');
}

/**
 * A line with the path from the issue to the schema for editors; empty when the publication has no copy of
 * the schema.
 */
function schemaLine({ root }: CommandContext, folder: string, name: string): string[] {
  const file = join('docs', 'schema', `${name}.schema.json`);
  const inside = (path: string) => !relative(root, path).startsWith('..');
  const found = [root, packageRoot]
    .map((place) => join(place, file))
    .find((path) => inside(path) && existsSync(path));
  if (found === undefined) return [];
  return [`# yaml-language-server: $schema=${relative(folder, found).replaceAll('\\', '/')}`];
}

/** One more than the highest issue number; undefined when the newsletter does not number its issues. */
async function nextNumber(files: Files, source: string): Promise<number | undefined> {
  const numbers: number[] = [];
  for (const slug of await listSlugs(files)) {
    const bytes = await files.read(`content/${slug}/${source}.yaml`);
    const [, number] = /^number:\s*(\d+)\s*(?:#.*)?$/m.exec(Buffer.from(bytes ?? []).toString('utf8')) ?? [];
    if (number !== undefined) numbers.push(Number(number));
  }
  return numbers.length === 0 ? undefined : Math.max(...numbers) + 1;
}

interface SourceDraft {
  readonly kind: NewOptions['kind'];
  readonly date: string;
  readonly number: number | undefined;
  readonly headline: string;
}

function sourceDraft({ kind, date, number, headline }: SourceDraft): string[] {
  return [
    `kind: ${kind}`,
    `date: ${date}`,
    'status: draft',
    ...(number === undefined ? [] : [`number: ${number}`]),
    stringify({ headline }, { lineWidth: 0 }).trimEnd(),
    `preheader: ${placeholderText}`,
    ...contentDraft(kind, 'source'),
  ];
}

function translationDraft(kind: NewOptions['kind']): string[] {
  return [
    'status: draft',
    `headline: ${placeholderText}`,
    `preheader: ${placeholderText}`,
    ...contentDraft(kind, 'translation'),
  ];
}

function contentDraft(kind: NewOptions['kind'], role: 'source' | 'translation'): string[] {
  if (kind === 'article') return ['body:', `  - paragraph: ${placeholderText}`];
  const link = role === 'source' ? [`    link: ${placeholderLink}`] : [];
  return ['stories:', `  - headline: ${placeholderText}`, `    summary: ${placeholderText}`, ...link];
}
