import { type LedgerStateOptions, withLedgerState } from '../dispatches/open-ledger-state.ts';
import { withStore } from '../dispatches/with-store.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import type { Store } from '../store/store.ts';
import type { SuppressionList } from '../subscribers/suppression-list.ts';

/**
 * Opens the suppression list and its journal for `use`. Returns the exit code 4 when the journal could not be
 * written, otherwise 0.
 */
export async function withSuppressions<Result>(
  context: CommandContext,
  use: (store: Store, suppressions: SuppressionList) => Promise<Result>,
  begin: LedgerStateOptions['begin'] | 'never' = 'anywhere',
): Promise<{ readonly result: Result; readonly code: ExitCode }> {
  // An import may meet the same problem in each batch. The last one has the total number of entries.
  const problems = new Map<string, Problem>();
  const onUnwritten = (problem: Problem) => void problems.set(problem.code, problem);
  const options = {
    reachesPeople: false,
    mustCatchUp: false,
    onUnwritten,
    ...(begin !== 'never' && { begin }),
  } as const;
  const result = await withStore(context, (store) =>
    withLedgerState(context, store, options, ({ suppressions }) => use(store, suppressions)),
  );
  reportProblems(context, [...problems.values()]);
  return { result, code: problems.size > 0 ? 4 : 0 };
}
