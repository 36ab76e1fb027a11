import type { DeliveryReport } from '../delivery/deliver.ts';
import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import { describeTransport } from '../delivery/transports.ts';
import { checkLedger, ledgerEnds } from '../dispatches/check-ledger.ts';
import { exitCodeOf, type OpenEnd } from '../dispatches/open-ends.ts';
import { readOpenEnds } from '../dispatches/read-open-ends.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Store } from '../store/store.ts';
import { openEndsToJson, printOpenEnds } from './print-dispatch.ts';

/** Prints the open ends of an issue, and returns the exit code for them. */
export async function finishSending(
  context: CommandContext,
  store: Store,
  done: {
    readonly issue: string;
    /** The issue's slug and its former slugs. */
    readonly names: readonly string[];
    readonly newsletter: Newsletter;
    readonly transport: string;
    readonly plan?: DispatchPlan;
    readonly delivery: DeliveryReport | undefined;
  },
  { json }: { readonly json?: boolean },
): Promise<ExitCode> {
  const { issue, names, newsletter, transport, plan, delivery } = done;
  const left =
    delivery === undefined
      ? []
      : await readOpenEnds(store, {
          transport,
          issues: names,
          now: context.clock().getTime(),
        });
  const { reachesPeople } = describeTransport(transport);
  const ledger = delivery && reachesPeople ? await checkLedger(context, store, newsletter) : [];
  const open: OpenEnd[] = [
    ...(delivery?.end === 'unreachable' ? [{ reason: 'unreachable', issue } as const] : []),
    ...left,
    ...ledgerEnds(ledger),
  ];
  const exitCode = exitCodeOf(open);
  const problems = [...(delivery?.problems ?? []), ...ledger];
  if (json) {
    const result = {
      plan,
      delivery,
      problems: problemsToJson(problems),
      open: openEndsToJson(open),
      exitCode,
    };
    context.terminal.print(JSON.stringify(result, null, 2));
    return exitCode;
  }
  reportProblems(context, problems);
  printOpenEnds(context, (_, text) => context.terminal.print(text), open);
  return exitCode;
}
