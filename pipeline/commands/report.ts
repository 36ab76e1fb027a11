import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { namesOfIssue } from '../dispatches/names-of-issue.ts';
import { readTransport } from '../dispatches/read-transport.ts';
import { withStore } from '../dispatches/with-store.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { nativeName } from '../publication/locales/direction.ts';
import { drawReport } from '../report/pictures/draw-report.ts';
import { readPageAddresses, readReport } from '../report/read-report.ts';
import { reportToCsv } from '../report/report-to-csv.ts';
import { countVisits } from '../report/visits/count-visits.ts';
import { readLogLines } from '../report/visits/read-log-lines.ts';
import { describeReport } from './describe-report.ts';

interface ReportCommandOptions {
  /** The logs of the web server. */
  readonly log?: readonly string[];
  /** How many dispatches to report. */
  readonly latest: number;
  readonly json?: boolean;
  readonly csv?: boolean;
  /** A folder for the pictures. */
  readonly pictures?: string;
}

/** Prints what became of the latest issues, or of one, from the ledger and from logs. Changes nothing. */
export async function report(
  context: CommandContext,
  slug: string | undefined,
  { log = [], latest, json, csv, pictures }: ReportCommandOptions,
): Promise<ExitCode> {
  const { terminal, workingDirectory } = context;
  const names = slug === undefined ? undefined : await namesOfIssue(context, slug);
  const found = await withStore(context, async (store) => {
    const filter = { transport: await readTransport(context, store), names, latest };
    const files = log.map((file) => resolve(workingDirectory, file));
    const visits =
      files.length === 0
        ? undefined
        : await countVisits(readLogLines(files), await readPageAddresses(store, filter));
    return readReport(store, { ...filter, visits });
  });
  if (json) terminal.print(JSON.stringify(found, null, 2));
  // Printing adds the last line break.
  else if (csv) terminal.print(reportToCsv(found).replace(/\r\n$/, ''));
  else for (const line of describeReport(found, slug)) terminal.print(line);
  if (pictures === undefined) return 0;
  const folder = resolve(workingDirectory, pictures);
  await mkdir(folder, { recursive: true });
  for (const [name, svg] of drawReport(found, texts)) await writeFile(join(folder, `${name}.svg`), svg);
  terminal.note(`The pictures are in ${relative(workingDirectory, folder) || '.'}/`);
  return 0;
}

const texts = {
  locale: 'en-GB',
  readers: 'Recipients by language',
  left: 'People who left by this issue',
  visits: 'Visitors of the web version',
  nameOf: nativeName,
};
