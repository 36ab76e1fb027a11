import { parseDocument, Scalar, visit } from 'yaml';
import { findSource } from '../../content/find-source.ts';
import { fail } from '../../foundation/problems/problem.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import type { LifeContext } from './life-context.ts';

/** A file of an issue as it is on the disk now. */
export interface IssueFile {
  readonly locale: string;
  readonly path: string;
  readonly text: string;
  /** The values, also if another part of the file has a mistake. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The source of an issue and its translations. */
export interface SourceFiles {
  readonly source: IssueFile;
  readonly translations: readonly IssueFile[];
}

/** Reads the files of an issue. Fails with `issue-unknown` or `issue-source-missing`. */
export async function readSourceFiles(
  context: LifeContext,
  newsletter: Newsletter,
  slug: string,
): Promise<SourceFiles> {
  const files = await readIssueFiles(context, newsletter, slug);
  const original = await findSource(context.live.files, slug, newsletter.languages);
  const source = files.find(({ locale }) => locale === original);
  if (source === undefined)
    return fail('issue-source-missing', { file: pathOf(slug, newsletter.languages.source) });
  return { source, translations: files.filter((file) => file !== source) };
}

/**
 * Reads the files of an issue in all languages again, because somebody may have saved them a moment ago. Fails
 * with `issue-unknown`.
 */
export async function readIssueFiles(
  { live, deskFiles }: Pick<LifeContext, 'live' | 'deskFiles'>,
  newsletter: Newsletter,
  slug: string,
): Promise<IssueFile[]> {
  const known = live.issues.map((issue) => issue.slug);
  if (!known.includes(slug)) fail('issue-unknown', { slug, known });
  const { editions, source: usual } = newsletter.languages;
  const locales = [...new Set([usual, ...editions])];
  await live.refresh(locales.map((locale) => pathOf(slug, locale)));
  const found = await Promise.all(
    locales.map(async (locale) => {
      const path = pathOf(slug, locale);
      const text = await deskFiles.read(path);
      return text === undefined ? [] : [{ locale, path, text, values: valuesIn(text) }];
    }),
  );
  return found.flat();
}

/** A file with another text. */
export const withText = (file: IssueFile, text: string): IssueFile => ({
  ...file,
  text,
  values: valuesIn(text),
});

/** The former slugs that a source lists. */
export function aliasesOf({ values }: IssueFile): string[] {
  return Array.isArray(values['aliases']) ? values['aliases'].map(String) : [];
}

/** How many corrections a file has. */
export function countCorrections({ values }: Pick<IssueFile, 'values'>): number {
  return Array.isArray(values['corrections']) ? values['corrections'].length : 0;
}

const pathOf = (slug: string, locale: string) => `content/${slug}/${locale}.yaml`;

/** The values of a file, also if another part of it has a mistake. */
export function valuesIn(text: string): Record<string, unknown> {
  const document = parseDocument(text);
  // Text such as "*this*" without quotation marks is an alias without an anchor. It has no value.
  visit(document, { Alias: (_, alias) => (alias.resolve(document) ? undefined : new Scalar(null)) });
  const root: unknown = document.toJS();
  return isObject(root) ? root : {};
}
