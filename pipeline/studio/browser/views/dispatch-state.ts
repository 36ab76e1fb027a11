import { effect, signal, untracked } from '@preact/signals-core';
import type { DispatchDetail, PlanView } from '../../protocol/dispatch.ts';
import { getJson, path, postJson } from '../api.ts';
import { place } from '../route.ts';
import { dispatchStamp, loadOverview, mailStamp, slug, stamp, tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';

/** A value that belongs to one issue, with its slug. */
type Of<Content> = { readonly slug: string; readonly content: Content };

export const plan = signal<Of<PlanView> | undefined>(undefined);
export const dispatches = signal<Of<readonly DispatchDetail[]> | undefined>(undefined);

const isOpen = () => place.value.page === 'issue' && place.value.tab === 'dispatch';

/** Whether a dispatch still has deliveries to do. */
export function isUnderWay({ counts, state }: DispatchDetail): boolean {
  return state !== 'cancelled' && counts.planned + counts.claimed + counts.sending + counts.deferred > 0;
}

/** How many deliveries are settled. */
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
  // A text that changes when a dispatch begins or ends. The plan is then out of date.
  const described = (list: readonly DispatchDetail[]) =>
    list.map((each) => `${each.dispatch} ${each.total} ${isUnderWay(each)}`).join();
  if (before && described(before) !== described(content))
    await Promise.all([loadPlan(wanted), loadOverview()]);
}

/** Resumes or pauses a dispatch. */
export async function setDispatchState(dispatch: number, state: 'paused' | 'active'): Promise<void> {
  try {
    await postJson(path('api', 'dispatch', String(dispatch), 'state'), { state });
    if (slug.value) await loadDispatches(slug.value);
  } catch (error) {
    tellFailure(error);
  }
}

/** Sends rejected or uncertain messages again: all of them, or one. */
export async function retryDeliveries(
  dispatch: number,
  retry: { readonly state: 'rejected' | 'uncertain'; readonly delivery?: number },
): Promise<void> {
  // A person may get an uncertain message twice.
  if (retry.state === 'uncertain' && !window.confirm(t('resendAsk'))) return;
  try {
    await postJson(path('api', 'dispatch', String(dispatch), 'retry'), retry);
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
  untracked(() => void loadPlan(wanted).catch(tellFailure));
});

// These variables are declared above the effect, because the effect runs immediately.
let loading: string | undefined;
let isBehind = false;
let calm: ReturnType<typeof setTimeout> | undefined;
/** In ms, slightly longer than the period over which `delivered-over-time.ts` measures the pace. */
const paceWindow = 5500;

effect(() => {
  dispatchStamp.value;
  const wanted = slug.value;
  if (isOpen() && wanted !== undefined) untracked(() => void keepUp(wanted));
});

/** Loads the dispatches, one request at a time. A change during a request leads to another one after it. */
async function keepUp(wanted: string): Promise<void> {
  if (loading === wanted) {
    isBehind = true;
    return;
  }
  loading = wanted;
  do {
    isBehind = false;
    await loadDispatches(wanted).catch(tellFailure);
  } while (isBehind && loading === wanted);
  if (loading !== wanted) return;
  loading = undefined;
  // Requests once more, so that the pace falls to zero after the last delivery.
  clearTimeout(calm);
  const isMoving = dispatches.value?.content.some(({ perSecond }) => perSecond > 0) ?? false;
  if (isMoving) calm = setTimeout(() => void keepUp(wanted), paceWindow);
}
