import { setTimeout as sleep } from 'node:timers/promises';
import { openStates, sumStates } from '../delivery/ledger/state.ts';
import { type DispatchStatus, readStatus } from '../delivery/read-status.ts';
import { checkLedger } from '../dispatches/check-ledger.ts';
import { showCounts } from '../dispatches/describe-delivery.ts';
import { namesOfIssue } from '../dispatches/names-of-issue.ts';
import { withStore } from '../dispatches/with-store.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { paint } from '../foundation/program/terminal.ts';

export interface StatusOptions {
  readonly watch?: boolean;
  readonly json?: boolean;
}

const watchInterval = 2_000;

/** How the dispatches stand, of one issue or all. */
export async function status(
  context: CommandContext,
  slug: string | undefined,
  { watch, json }: StatusOptions,
): Promise<ExitCode> {
  const { terminal, signal } = context;
  const filter = slug === undefined ? {} : { issue: await namesOfIssue(context, slug) };
  return withStore<ExitCode>(context, async (store) => {
    for (;;) {
      const dispatches = await readStatus(store, filter);
      if (json) terminal.print(JSON.stringify(dispatches, null, watch ? undefined : 2));
      else {
        for (const { message, hint } of await checkLedger(context, store))
          terminal.print(`${paint(terminal, 'red', message)}\n  ${hint ?? ''}`);
        for (const line of describe(context, dispatches, slug)) terminal.print(line);
      }
      const open = dispatches.some(
        ({ state, counts }) => state === 'active' && sumStates(counts, openStates) > 0,
      );
      if (!watch || !open || signal.aborted) return 0;
      // Ends early when the person has seen enough.
      await sleep(watchInterval, undefined, { signal }).catch(() => undefined);
      if (!json) terminal.print('');
    }
  });
}

function describe(
  { terminal }: CommandContext,
  dispatches: readonly DispatchStatus[],
  slug: string | undefined,
): string[] {
  if (dispatches.length === 0)
    return [slug === undefined ? 'Nothing was sent yet.' : `Nothing was sent of "${slug}" yet.`];
  return dispatches.flatMap((each) => {
    const revision = each.revision > 1 ? `, correction ${each.revision - 1}` : '';
    const state = each.state === 'active' ? '' : ` (${each.state}${each.reason ? `: ${each.reason}` : ''})`;
    const title = `${paint(terminal, 'bold', each.issue)}${revision}  by ${each.transport}, ${each.createdAt.toISOString()}${state}`;
    return [
      title,
      `  ${showCounts(each.counts)}`,
      ...[...byLocale(each.editions)].map(([locale, count]) => `  ${locale}: ${count}`),
      ...byDomain(each.domains),
      ...each.reasons.map(({ state: reached, reason, count }) => `  ${reached}: ${count} ${reason}`),
      ...(['uncertain', 'rejected'] as const).flatMap((name) =>
        each[name].map(
          ({ address, reply, reason }) =>
            `  ${name}: ${address}${reply || reason ? ` (${reply ?? reason})` : ''}`,
        ),
      ),
    ];
  });
}

function byLocale(editions: readonly { locale: string; count: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { locale, count } of editions) sums.set(locale, (sums.get(locale) ?? 0) + count);
  return sums;
}

function byDomain(domains: DispatchStatus['domains']): string[] {
  const groups = Map.groupBy(domains, ({ domain }) => domain);
  return [...groups].map(
    ([domain, states]) => `  ${domain}: ${states.map(({ state, count }) => `${count} ${state}`).join(', ')}`,
  );
}
