import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { readSource } from '../foundation/sources/read-source.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import { dayIn, parseMoment } from '../foundation/time/parse-moment.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { momentOfIssue } from '../schedule/moment-of-issue.ts';
import { publicFrom } from '../schedule/public-from.ts';
import { oddityOf } from '../schedule/schedule-days.ts';
import type { ScheduleSettings } from '../schedule/schedule-settings.ts';
import { findSource } from './find-source.ts';
import { type ParsedDocument, parseDocument, sourceOf } from './parse-document.ts';

/** The references of an issue to other issues, as plain data that the archive keeps between builds. */
export interface IssueLinks {
  readonly slug: string;
  /** Whether at least one edition of the issue is ready. */
  readonly isReady: boolean;
  /** The date of the issue, if its source edition is ready and not withdrawn. */
  readonly sendableDate?: string;
  /** Whether the file holds the issue back (`hold: true`). */
  readonly isHeld: boolean;
  /** The moment from which the issue may be public, in milliseconds since 1970; undefined if it has none. */
  readonly publicFrom?: number;
  /** When the issue is sent, if it has a moment. */
  readonly sends?: ScheduledDay;
  /** The issue's former names. */
  readonly aliases: readonly Mention[];
  /** The issues that its stories lead to, in all languages. */
  readonly stories: readonly Mention[];
}

/** The day and the moment at which an issue is sent, and the place that says so. */
interface ScheduledDay {
  /** The day as year-month-day, in the publication's time zone. */
  readonly day: string;
  /** The moment in milliseconds since 1970. */
  readonly moment: number;
  /** Why no issue is expected on that day (`oddityOf`). An issue with `sendAt` may be sent on any weekday. */
  readonly oddity?: 'skipped' | 'weekday';
  readonly file: string;
  readonly path: Path;
}

/** A name, and the place that mentions it. */
interface Mention {
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
  const [sourceLocale, source] = sourceOf(documents) ?? [];
  const { date, hold, sendAt, status, withdrawn } = source?.fields ?? {};
  const own = [...documents.values()].map(({ fields }) => fields?.['status'] ?? status);
  const moment = typeof sendAt === 'string' ? parseMoment(sendAt, settings.timeZone) : undefined;
  const from = publicFrom({ sendAt: moment, date: String(date) }, settings);
  const sourceFile = `content/${slug}/${sourceLocale}.yaml`;
  const sends = scheduledDay({ sendAt: moment, date: String(date) }, sourceFile, settings);
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
    ...(status === 'ready' && withdrawn === undefined && { sendableDate: String(date) }),
    isHeld: hold === true,
    ...(from !== undefined && { publicFrom: from }),
    ...(sends !== undefined && { sends }),
    aliases: links.flatMap(({ aliases }) => aliases),
    stories: links.flatMap(({ stories }) => stories),
  };
}

function scheduledDay(
  issue: { readonly sendAt: number | undefined; readonly date: string },
  file: string,
  settings: ScheduleSettings,
): ScheduledDay | undefined {
  const moment = momentOfIssue(issue, settings);
  if (moment === undefined) return undefined;
  const day = dayIn(settings.timeZone, moment);
  const oddity = oddityOf(settings, day);
  const isOdd = oddity === 'skipped' || (oddity === 'weekday' && issue.sendAt === undefined);
  const path = [issue.sendAt === undefined ? 'date' : 'sendAt'];
  return { day, moment, file, path, ...(isOdd && { oddity }) };
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
