import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { readSource } from '../foundation/sources/read-source.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import { parseMoment } from '../foundation/time/parse-moment.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { publicFrom } from '../schedule/public-from.ts';
import type { ScheduleSettings } from '../schedule/schedule-settings.ts';
import { findSource } from './find-source.ts';
import { type ParsedDocument, parseDocument, sourceOf } from './parse-document.ts';

/** The references of an issue to other issues, as plain data that the archive keeps between builds. */
export interface IssueLinks {
  readonly slug: string;
  /** Whether at least one edition of the issue is ready. */
  readonly isReady: boolean;
  /** Whether the file holds the issue back (`hold: true`). */
  readonly isHeld: boolean;
  /** The moment from which the issue may be public, in milliseconds since 1970; undefined if it has none. */
  readonly publicFrom?: number;
  /** The issue's former names. */
  readonly aliases: readonly Mention[];
  /** The issues that its stories lead to, in all languages. */
  readonly stories: readonly Mention[];
}

/** A name, and the place that mentions it. */
export interface Mention {
  readonly slug: string;
  readonly file: string;
  readonly path: Path;
}

type Settings = ScheduleSettings & Pick<Newsletter, 'languages'>;

/** Collects the links from the documents of an issue. */
export function linksOf(
  slug: string,
  documents: ReadonlyMap<string, ParsedDocument>,
  settings: Settings,
): IssueLinks {
  const { date, hold, sendAt, status } = sourceOf(documents)?.[1].fields ?? {};
  const own = [...documents.values()].map(({ fields }) => fields?.['status'] ?? status);
  const moment = typeof sendAt === 'string' ? parseMoment(sendAt, settings.timeZone) : undefined;
  const from = publicFrom({ sendAt: moment, date: String(date) }, settings);
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
    isReady: own.includes('ready'),
    isHeld: hold === true,
    ...(from !== undefined && { publicFrom: from }),
    aliases: links.flatMap(({ aliases }) => aliases),
    stories: links.flatMap(({ stories }) => stories),
  };
}

/** Reads the links of an issue that is not being checked, so problems of its file are not reported. */
export async function readLinks(files: Files, slug: string, settings: Settings): Promise<IssueLinks> {
  const sourceLocale = (await findSource(files, slug, settings.languages)) ?? settings.languages.source;
  const report = new Report();
  const source = await readSource(files, `content/${slug}/${sourceLocale}.yaml`, 'an article', report);
  const reading = source && parseYaml(source, report);
  const document = reading && parseDocument(reading, 'source');
  return linksOf(slug, new Map(document ? [[sourceLocale, document]] : []), settings);
}
