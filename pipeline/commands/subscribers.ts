import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { problemsToJson } from '../problems/print-problems.ts';
import { fail } from '../problems/problem.ts';
import { importSubscribers } from '../subscribers/import-subscribers.ts';
import { listSubscribers } from '../subscribers/list-subscribers.ts';
import type { SubscriberState } from '../subscribers/subscriber.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { exitCodeFor, reportProblems } from './report-problems.ts';
import { withStore } from './with-store.ts';

export interface ImportOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Takes the subscribers of a CSV file; rows that cannot be taken are told, and the others are taken all the same. */
export async function importFile(
  context: CommandContext,
  file: string,
  { dryRun = false, json }: ImportOptions,
): Promise<ExitCode> {
  const bytes = await readFile(resolve(context.root, file)).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT')
      fail('file-missing', { file, hint: 'Give the path of a CSV file.' }, { file });
    return fail('file-unreadable', { file, reason: cause.code ?? cause.message }, { file }, { cause });
  });
  const clock = () => context.clock().getTime();
  const result = await withStore(context, (store) =>
    importSubscribers(store, { bytes, file, source: 'import', dryRun, clock }),
  );
  const { added, updated, unchanged, problems } = result;
  if (json) {
    context.terminal.print(
      JSON.stringify({ added, updated, unchanged, dryRun, problems: problemsToJson(problems) }, null, 2),
    );
  } else {
    reportProblems(context, problems);
    const would = dryRun ? ' (nothing was written)' : '';
    context.terminal.print(`${added} added, ${updated} updated, ${unchanged} unchanged${would}`);
  }
  return exitCodeFor(problems);
}

export interface ListOptions {
  readonly locale?: string;
  readonly state?: SubscriberState;
  readonly json?: boolean;
}

/** Lists the subscribers that fit. */
export async function list(context: CommandContext, { locale, state, json }: ListOptions): Promise<ExitCode> {
  const filter = { ...(locale && { locale }), ...(state && { state }) };
  const found = await withStore(context, (store) => listSubscribers(store, filter));
  if (json) {
    context.terminal.print(JSON.stringify(found, null, 2));
    return 0;
  }
  for (const each of found) {
    context.terminal.print(
      [each.address, each.name ?? '', each.locale ?? '', each.state, each.source].join('\t'),
    );
  }
  context.terminal.note(`${found.length} ${found.length === 1 ? 'subscriber' : 'subscribers'}`);
  return 0;
}
