import { readStatus } from '../delivery/read-status.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { showCounts } from './describe-delivery.ts';
import { paint } from './terminal.ts';
import { withStore } from './with-store.ts';

export interface StatusOptions {
  readonly json?: boolean;
}

/** How the dispatches stand, of one issue or all. */
export async function status(
  context: CommandContext,
  slug: string | undefined,
  { json }: StatusOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  const dispatches = await withStore(context, (store) =>
    readStatus(store, slug === undefined ? {} : { issue: slug }),
  );
  if (json) {
    terminal.print(JSON.stringify(dispatches, null, 2));
    return 0;
  }
  if (dispatches.length === 0)
    terminal.print(slug === undefined ? 'Nothing was sent yet.' : `Nothing was sent of "${slug}" yet.`);
  for (const each of dispatches) {
    const revision = each.revision > 1 ? `, correction ${each.revision - 1}` : '';
    const state = each.state === 'active' ? '' : ` (${each.state}${each.reason ? `: ${each.reason}` : ''})`;
    terminal.print(
      `${paint(terminal, 'bold', each.issue)}${revision}  by ${each.transport}, ${each.createdAt.toISOString()}${state}`,
    );
    terminal.print(`  ${showCounts(each.counts)}`);
    for (const [locale, count] of byLocale(each.editions)) terminal.print(`  ${locale}: ${count}`);
    for (const { state: reached, reason, count } of each.reasons)
      terminal.print(`  ${reached}: ${count} ${reason}`);
    for (const name of ['uncertain', 'rejected'] as const) {
      for (const { address, reply, reason } of each[name]) {
        terminal.print(`  ${name}: ${address}${reply || reason ? ` (${reply ?? reason})` : ''}`);
      }
    }
  }
  return 0;
}

function byLocale(editions: readonly { locale: string; count: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { locale, count } of editions) sums.set(locale, (sums.get(locale) ?? 0) + count);
  return sums;
}
