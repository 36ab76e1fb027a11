import { batch, computed, effect, signal, untracked } from '@preact/signals-core';
import type { IssueDetail, Overview, StudioEvent } from '../protocol.ts';
import { getJson, path, RefusedError } from './api.ts';
import { listen } from './listen.ts';
import { place } from './route.ts';
import { loadStandings, refreshStandings } from './standings.ts';
import { t } from './texts/t.ts';

/** The issues, and the problems of the publication as a whole. */
export const overview = signal<Overview | undefined>(undefined);
/** The open issue: the last good answer while a newer one is on its way. */
export const issue = signal<IssueDetail | undefined>(undefined);
/** Increases when the open issue may look different. */
export const stamp = signal(0);
/** Increases when messages arrive in the outbox. */
export const mailStamp = signal(0);
/** Increases when a dispatch of the open issue has changed. */
export const dispatchStamp = signal(0);
/** The issue that the server does not know: it was deleted or never existed. */
export const goneSlug = signal<string | undefined>(undefined);
export const isConnected = signal(true);
/** A message about what just happened; empty when there is none. */
export const notice = signal('');
/** Undoes what the message says; such a message stays until somebody closes it. */
export const undoNotice = signal<(() => void) | undefined>(undefined);

export const slug = computed(() => place.value.slug ?? overview.value?.issues[0]?.slug);

/** Shows a message for a while, or until somebody undoes what it says or closes it. */
export function tell(text: string, undo?: () => void): void {
  batch(() => {
    notice.value = text;
    undoNotice.value = undo;
  });
  if (undo !== undefined) return;
  setTimeout(() => {
    if (notice.value === text && undoNotice.value === undefined) notice.value = '';
  }, 6000);
}

export function closeNotice(): void {
  batch(() => {
    notice.value = '';
    undoNotice.value = undefined;
  });
}

export function tellFailure(error: unknown): void {
  tell(t('failed', { reason: error instanceof Error ? error.message : String(error) }));
}

export async function loadOverview(): Promise<void> {
  overview.value = await getJson<Overview>('/api/issues');
}

async function loadIssue(): Promise<void> {
  const wanted = slug.value;
  if (wanted === undefined) return;
  try {
    const found = await getJson<IssueDetail>(path('api', 'issues', wanted));
    if (wanted !== slug.value) return;
    issue.value = found;
    goneSlug.value = undefined;
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 404) throw error;
    if (wanted !== slug.value) return;
    issue.value = undefined;
    goneSlug.value = wanted;
  }
}

/** Views come first: the rest about an edition is requested after its view has changed. */
const afterViews = 60;

function onEvent(event: StudioEvent): void {
  if (event.kind === 'mail') mailStamp.value++;
  else refreshStandings();
  if (event.kind === 'dispatch') {
    if (slug.value !== undefined && event.slugs.includes(slug.value)) dispatchStamp.value++;
    return;
  }
  const isMine = event.kind !== 'mail' && slug.value !== undefined && event.slugs.includes(slug.value);
  // The interface texts concern every issue.
  if (event.kind === 'changed' && (isMine || place.value.page === 'texts')) stamp.value++;
  later(async () => {
    if (isMine) await loadIssue();
    await loadOverview();
  });
}

let timer: ReturnType<typeof setTimeout> | undefined;

function later(work: () => Promise<void>): void {
  clearTimeout(timer);
  timer = setTimeout(() => void work().catch(tellFailure), afterViews);
}

const whenBack = new Set<() => void>();

/** Calls this each time the server is reachable again. */
export function onceBack(work: () => void): void {
  whenBack.add(work);
}

/** Requests everything, and follows the changes. */
export function startState(): void {
  void loadOverview().catch(tellFailure);
  void loadStandings();
  effect(() => {
    const wanted = slug.value;
    untracked(() => {
      if (issue.value?.slug !== wanted) batch(() => void loadIssue().catch(tellFailure));
    });
  });
  let wasLost = false;
  listen(onEvent, (isOpen) => {
    isConnected.value = isOpen;
    if (isOpen && wasLost) {
      stamp.value++;
      dispatchStamp.value++;
      refreshStandings();
      later(async () => {
        await loadIssue();
        await loadOverview();
      });
    }
    if (isOpen) for (const work of whenBack) work();
    wasLost = !isOpen;
  });
}
