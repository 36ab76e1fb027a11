import { createReadStream, type Stats, type WriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { plural } from '../foundation/problems/plural.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import { fail, hasErrors } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import { type ColumnMapping, mappableFields } from '../subscribers/import/list-format.ts';
import { describeImport } from './describe-import.ts';
import { openNewsletter } from './open-newsletter.ts';
import { checkLists } from './subscribers-common.ts';
import { withSuppressions } from './with-suppressions.ts';

export interface ImportOptions {
  readonly dryRun?: boolean;
  readonly map?: readonly string[];
  readonly list?: readonly string[];
  readonly consent?: string;
  readonly refused?: string;
  readonly json?: boolean;
}

/** Imports the subscribers of a CSV file. Refused rows are reported and do not affect the others. */
export async function importFile(
  context: CommandContext,
  file: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  const path = resolve(context.workingDirectory, file);
  const { size } = await describeFile(path, file);
  const newsletter = await openNewsletter(context);
  const lists = checkLists(newsletter, options.list ?? []);
  const { importSubscribers } = await import('../subscribers/import/import-subscribers.ts');
  const { createValueNames } = await import('../subscribers/import/value-names.ts');
  const { createProblemGroups } = await import('../subscribers/import/group-problems.ts');
  const mapping = readMapping(options.map ?? []);
  const groups = createProblemGroups();
  let hasError = false;
  const refused = await openRefused(context, options.refused);
  let read = 0;
  const { result: report, code } = await withSuppressions(
    context,
    (store, suppressions) =>
      importSubscribers(store, {
        bytes: () => countBytes(path, (bytes) => (read += bytes)),
        file,
        source: 'import',
        mapping,
        lists,
        names: createValueNames(newsletter),
        evidence: options.consent ?? basename(file),
        suppressions,
        dryRun: options.dryRun ?? false,
        signal: context.signal,
        clock: () => context.clock().getTime(),
        onProblem(problem) {
          hasError ||= hasErrors([problem]);
          groups.add(problem);
          refused?.write(
            `${problem.line ?? ''},${problem.code},"${problem.message.replaceAll('"', '""')}"\n`,
          );
        },
        // The file is read twice, the first time to detect its encoding.
        onProgress: (rows) => terminal.progress(showProgress(rows, read / (2 * size))),
      }),
    options.dryRun ? 'never' : 'anywhere',
  );
  terminal.progress('');
  refused?.end();
  const { added, updated, unchanged, format, counts } = report;
  const problems = groups.list();
  if (options.json) {
    const result = {
      format,
      added,
      updated,
      unchanged,
      refused: report.refused,
      dryRun: options.dryRun ?? false,
      states: Object.fromEntries(counts.states),
      locales: Object.fromEntries(counts.locales),
      lists: Object.fromEntries(counts.lists),
    };
    terminal.print(JSON.stringify({ ...result, problems: problemsToJson(problems) }, null, 2));
  } else {
    reportProblems(context, problems);
    if (report.refused > 0 && refused === undefined)
      terminal.note('--refused <file> writes every refused row to a file.');
    const would = options.dryRun ? ' (nothing was written)' : '';
    terminal.print(
      `${added} added, ${updated} updated, ${unchanged} unchanged, ${report.refused} refused${would}`,
    );
    if (options.dryRun)
      for (const line of describeImport(counts, newsletter.lists.length > 0)) terminal.print(line);
  }
  return code === 0 && hasError ? 1 : code;
}

async function describeFile(path: string, file: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') fail('file-missing', { file, hint: 'Give the path of a CSV file.' }, { file });
    return fail('file-unreadable', { file, reason: code ?? message }, { file }, { cause });
  }
}

async function* countBytes(path: string, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) {
    count(chunk.length);
    yield chunk;
  }
}

/** Parses `--map` values such as `address=E-mail`. */
function readMapping(pairs: readonly string[]): ColumnMapping {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [field = '', ...column] = pair.split('=');
      if (!(mappableFields as readonly string[]).includes(field) || column.join('=') === '')
        fail('csv-map', { mapping: pair, known: mappableFields });
      return [field, column.join('=')];
    }),
  );
}

async function openRefused(
  context: CommandContext,
  file: string | undefined,
): Promise<WriteStream | undefined> {
  if (file === undefined) return undefined;
  const stream = (await open(resolve(context.workingDirectory, file), 'w')).createWriteStream();
  stream.write('line,code,message\n');
  return stream;
}

const barWidth = 24;

function showProgress(rows: number, share: number): string {
  const done = Math.min(barWidth, Math.floor(share * barWidth));
  const bar = '\u2588'.repeat(done) + '\u2591'.repeat(barWidth - done);
  return `${bar} ${Math.floor(Math.min(1, share) * 100)}% ${plural(rows, 'row')}`;
}
