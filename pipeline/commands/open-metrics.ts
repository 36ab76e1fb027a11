import { measureLedger } from '../dispatches/measure-ledger.ts';
import type { OpenEnd } from '../dispatches/open-ends.ts';
import { readWhatIsOpen } from '../dispatches/read-what-is-open.ts';
import { type ProgramContext, stateFolder } from '../foundation/program/context.ts';
import { optionalPackage } from '../foundation/program/optional-package.ts';
import { minute } from '../foundation/time/durations.ts';
import type { Metrics } from '../server/app-context.ts';
import type { Store } from '../store/store.ts';

/** The figures of the ledger and of builds for a monitoring system, when COURANT_METRICS_TOKEN is set. */
export async function openMetrics(
  context: ProgramContext,
  store: Store,
  transport: string,
): Promise<Metrics | undefined> {
  const token = context.environment['COURANT_METRICS_TOKEN'];
  if (!token) return undefined;
  const load = () => import('../server/create-metrics.ts');
  const { createMetrics } = await optionalPackage('prom-client', 'COURANT_METRICS_TOKEN', load);
  const { measureFeedback } = await import('../feedback/report/measure-feedback.ts');
  const { measureBuilds } = await import('../site/measure-builds.ts');
  const readOpen = openEndsReader(context, store);
  return createMetrics(token, async () => {
    const now = context.clock().getTime();
    const open = await readOpen(now);
    return [
      ...(await measureLedger(store, { transport, now, open })),
      ...(await measureFeedback(store)),
      ...measureBuilds(stateFolder(context)),
    ];
  });
}

/** How long the open ends are kept before they are read again, in ms. A monitor may ask every few seconds. */
const freshness = minute;

/** Returns a function that reads what `courant status --check` reports. That includes the files of all issues. */
function openEndsReader(context: ProgramContext, store: Store) {
  let last: { readonly at: number; readonly open: readonly OpenEnd[] } | undefined;
  return async (now: number): Promise<readonly OpenEnd[]> => {
    if (last === undefined || now - last.at >= freshness) {
      const { open } = await readWhatIsOpen(context, store, undefined);
      last = { at: now, open };
    }
    return last.open;
  };
}
