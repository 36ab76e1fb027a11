import { listSlugs } from '../../content/list-slugs.ts';
import { type ParsedDocument, sourceOf } from '../../content/parse-document.ts';
import { readIssues } from '../../content/read-issues.ts';
import type { Files } from '../../foundation/files/files.ts';
import { Report } from '../../foundation/problems/report.ts';
import { isDate, parseMoment } from '../../foundation/time/parse-moment.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { momentOfIssue } from '../../schedule/moment-of-issue.ts';
import { issueAsDated } from '../issue-as-dated.ts';
import type { DatedIssue } from '../read-schedule-ledger.ts';

/**
 * The issues that editors expect to be sent, including drafts and those whose files have errors, if their
 * date can be read.
 */
export async function readAnnounced(files: Files, newsletter: Newsletter): Promise<DatedIssue[]> {
  // `courant check` reports the problems.
  const read = await readIssues(files, newsletter, await listSlugs(files), new Report());
  return read.flatMap(({ slug, issue, documents }) =>
    issue ? issueAsDated(issue) : (brokenAsDated(slug, documents, newsletter) ?? []),
  );
}

function brokenAsDated(
  slug: string,
  documents: ReadonlyMap<string, ParsedDocument>,
  newsletter: Newsletter,
): DatedIssue | undefined {
  const { date, sendAt: written, status, hold } = sourceOf(documents)?.[1].fields ?? {};
  if (typeof date !== 'string' || !isDate(date)) return undefined;
  const sendAt = typeof written === 'string' ? parseMoment(written, newsletter.timeZone) : undefined;
  return {
    slug,
    date,
    aliases: [],
    locales: [],
    isReady: status === 'ready',
    isWithdrawn: false,
    hold: hold === true,
    moment: momentOfIssue({ sendAt, date }, newsletter),
    isBySchedule: sendAt === undefined,
    expires: undefined,
  };
}
