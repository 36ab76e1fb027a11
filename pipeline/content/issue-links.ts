import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { readSource } from '../foundation/sources/read-source.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import { type ParsedDocument, parseDocument } from './parse-document.ts';

/** The names that an issue mentions: plain data, which the archive keeps from one build to the next. */
export interface IssueLinks {
  readonly slug: string;
  /** Its former names. */
  readonly aliases: readonly Mention[];
  /** The issues that its stories lead to, in each language. */
  readonly stories: readonly Mention[];
}

/** A name, and the value that mentions it. */
export interface Mention {
  readonly slug: string;
  readonly file: string;
  readonly path: Path;
}

/** What the documents of an issue mention. */
export function linksOf(slug: string, documents: ReadonlyMap<string, ParsedDocument>): IssueLinks {
  const links = [...documents].map(([locale, { fields, stories }]) => {
    const file = `content/${slug}/${locale}.yaml`;
    const aliases = Array.isArray(fields?.['aliases']) ? fields['aliases'] : [];
    return {
      aliases: aliases.map((alias, index) => ({ slug: String(alias), file, path: ['aliases', index] })),
      stories: stories.flatMap(({ raw, path }) =>
        typeof raw['issue'] === 'string' ? [{ slug: raw['issue'], file, path: [...path, 'issue'] }] : [],
      ),
    };
  });
  return {
    slug,
    aliases: links.flatMap(({ aliases }) => aliases),
    stories: links.flatMap(({ stories }) => stories),
  };
}

/**
 * What the source of an issue mentions, for comparison with issues that are checked: problems of the file itself are
 * not reported.
 */
export async function readLinks(files: Files, slug: string, sourceLocale: string): Promise<IssueLinks> {
  const report = new Report();
  const source = await readSource(files, `content/${slug}/${sourceLocale}.yaml`, 'an article', report);
  const reading = source && parseYaml(source, report);
  const document = reading && parseDocument(reading, 'source');
  return linksOf(slug, new Map(document ? [[sourceLocale, document]] : []));
}
