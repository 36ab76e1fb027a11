import { effect, signal, untracked } from '@preact/signals-core';
import type { DispatchDetail, PlanView } from '../../protocol.ts';
import { getJson, path, postJson } from '../api.ts';
import { place } from '../route.ts';
import { isConnected, loadOverview, mailStamp, slug, stamp, tellFailure } from '../state.ts';

/** What belongs to one issue, with its slug. */
type Of<Content> = { readonly slug: string; readonly content: Content };

export const plan = signal<Of<PlanView> | undefined>(undefined);
export const dispatches = signal<Of<readonly DispatchDetail[]> | undefined>(undefined);

/** How often dispatches are looked at, in ms: one under way, and whether another process has begun one. */
const interval = { moving: 1000, still: 2000 } as const;
/** Counting a large ledger takes its time: it may take this share of all of it. */
const share = 0.1;

const isOpen = () => place.value.page === 'issue' && place.value.tab === 'dispatch';

/** Whether there is something left to deliver. */
export function isUnderWay({ counts, state }: DispatchDetail): boolean {
  return state !== 'cancelled' && counts.planned + counts.claimed + counts.sending + counts.deferred > 0;
}

/** How many are settled: nothing more is done about them. */
export function settledIn({ total, counts }: DispatchDetail): number {
  return total - counts.planned - counts.claimed - counts.sending - counts.deferred;
}

async function loadPlan(wanted: string): Promise<void> {
  const content = await getJson<PlanView>(path('api', 'plan', wanted));
  if (wanted === slug.value) plan.value = { slug: wanted, content };
}

async function loadDispatches(wanted: string): Promise<void> {
  const content = await getJson<readonly DispatchDetail[]>(path('api', 'dispatch', wanted));
  if (wanted !== slug.value) return;
  const before = dispatches.value?.slug === wanted ? dispatches.value.content : undefined;
  dispatches.value = { slug: wanted, content };
  // What is planned has changed when a dispatch was begun, or came to its end.
  const described = (list: readonly DispatchDetail[]) =>
    list.map((each) => `${each.dispatch} ${each.total} ${isUnderWay(each)}`).join();
  if (before && described(before) !== described(content))
    await Promise.all([loadPlan(wanted), loadOverview()]);
}

/** Lets a dispatch go on, or halts it. */
export async function setDispatchState(dispatch: number, state: 'paused' | 'active'): Promise<void> {
  try {
    await postJson(path('api', 'dispatch', String(dispatch), 'state'), { state });
    if (slug.value) await loadDispatches(slug.value);
  } catch (error) {
    tellFailure(error);
  }
}

effect(() => {
  stamp.value;
  mailStamp.value;
  const wanted = slug.value;
  if (!isOpen() || wanted === undefined) return;
  untracked(() => {
    void loadPlan(wanted).catch(tellFailure);
    void loadDispatches(wanted).catch(tellFailure);
  });
});

async function watch(): Promise<void> {
  const began = performance.now();
  const wanted = slug.value;
  if (isOpen() && wanted !== undefined && isConnected.value && !document.hidden) {
    // A failure is told by the connection, or by the next answer that somebody asked for.
    await loadDispatches(wanted).catch(() => {});
  }
  const cost = performance.now() - began;
  const isMoving = dispatches.value?.content.some(isUnderWay) === true;
  setTimeout(() => void watch(), Math.max(isMoving ? interval.moving : interval.still, cost / share));
}

setTimeout(() => void watch(), interval.moving);
