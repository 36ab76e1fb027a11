import { batch, computed, effect, signal, untracked } from '@preact/signals-core';
import type { StudioEvent } from '../protocol/events.ts';
import type { IssueDetail, IssueRow, Overview, ShownProblem } from '../protocol/issues.ts';
import { getJson, path } from './api.ts';
import { problemsIn, wordsOfFailure } from './failure-words.ts';
import { createInOrder } from './in-order.ts';
import { listen } from './listen.ts';
import { setPresent } from './presence/present-pages.ts';
import { readSettled } from './read-settled.ts';
import { place } from './route.ts';
import { loadStandings, refreshStandings } from './standings.ts';
import { wordsOf } from './texts/problem-words.ts';
import { t } from './texts/t.ts';
import { loadVersions, refreshVersions } from './versions/versions.ts';

/** The issues, and the problems of the publication as a whole. */
export const overview = signal<Overview | undefined>(undefined);
/** The open issue; the last good answer while a newer one is loading, or after it is gone. */
export const issue = signal<IssueDetail | undefined>(undefined);
/** Increases when the open issue may have changed. */
export const stamp = signal(0);
/** Increases when messages arrive in the outbox. */
export const mailStamp = signal(0);
/** Increases when a dispatch of the open issue has changed. */
export const dispatchStamp = signal(0);
/** The slug of an issue that the server does not know, because it was deleted or never existed. */
export const goneSlug = signal<string | undefined>(undefined);
export const isConnected = signal(true);
/** The notice about the last action; empty when there is none. */
export const notice = signal('');
/** Undoes the action of the notice, if that is possible. */
export const undoNotice = signal<(() => void) | undefined>(undefined);
/** Whether the notice stays until somebody closes it. */
export const isNoticeKept = signal(false);

export const slug = computed(() => place.value.slug ?? overview.value?.issues[0]?.slug);

/**
 * Shows a notice for a while. If it can be undone, it stays until somebody undoes the action or closes the
 * notice.
 */
export function tell(message: string, undo?: () => void, isKept = undo !== undefined): void {
  // A screen reader says the same notice again only if the page changes.
  const text = message === notice.value ? `${message}\u00a0` : message;
  batch(() => {
    notice.value = text;
    undoNotice.value = undo;
    isNoticeKept.value = isKept;
  });
  if (isKept) return;
  setTimeout(() => {
    if (notice.value === text && !isNoticeKept.value) notice.value = '';
  }, 6000);
}

export function closeNotice(): void {
  batch(() => {
    notice.value = '';
    undoNotice.value = undefined;
    isNoticeKept.value = false;
  });
}

/** Whether newsletter.yaml cannot be used. A banner above all views has the reason. */
export const isUnreadable = (): boolean => overview.value?.locales.length === 0;

/** Shows why a request failed. If the server refused it, its problems say what to do instead. */
export function tellFailure(error: unknown): void {
  const problems = problemsIn(error);
  if (problems.length > 0) tellProblems(problems);
  else tell(t('failed', { reason: wordsOfFailure(error)[0].message }));
}

/** Shows why the server refused a request. The notice stays until somebody closes it. */
export function tellProblems(problems: readonly ShownProblem[]): void {
  const said = problems.map(wordsOf).flatMap(({ message, hint = [] }) => [message, hint].flat());
  tell(said.join(' '), undefined, true);
}

const overviewsInOrder = createInOrder();
const issuesInOrder = createInOrder();

export async function loadOverview(): Promise<void> {
  const found = await overviewsInOrder(getJson<Overview>('/api/issues'));
  if (found) overview.value = { ...found.answer, issues: found.answer.issues.map(sameRow) };
}

const knownRows = new Map<string, { readonly json: string; readonly row: IssueRow }>();

/** The row as it was if it shows the same, so that the list does not draw it again. */
function sameRow(row: IssueRow): IssueRow {
  const json = JSON.stringify({ ...row, version: 0 });
  const known = knownRows.get(row.slug);
  if (known?.json === json) return known.row;
  knownRows.set(row.slug, { json, row });
  return row;
}

/** How long other requests wait after a change, in ms, so that views come first. */
const afterViews = 60;

async function loadIssue(): Promise<void> {
  const wanted = slug.value;
  if (wanted === undefined) return;
  const address = path('api', 'issues', wanted);
  if (issue.value?.slug !== wanted && goneSlug.value !== wanted) {
    // The check takes longer than the views, so an issue that is opened is shown without its problems first.
    await showIssue(wanted, `${address}?problems=later`).finally(startLists);
    await new Promise((resolve) => setTimeout(resolve, afterViews));
  }
  if (wanted === slug.value) await showIssue(wanted, address);
}

async function showIssue(wanted: string, address: string): Promise<void> {
  const isShown = () => issue.value?.slug === wanted;
  const isDoubtful = (view: IssueDetail | undefined) => view === undefined && isShown();
  const found = await issuesInOrder(readSettled<IssueDetail>(address, isDoubtful));
  if (found === undefined || wanted !== slug.value) return;
  batch(() => {
    if (found.answer || !isShown()) issue.value = found.answer;
    goneSlug.value = found.answer === undefined ? wanted : undefined;
  });
}

function onEvent(event: StudioEvent): void {
  if (event.kind === 'presence') {
    if (event.slug === slug.value) setPresent(event.slug, event.pages);
    return;
  }
  // An event without issues says that the versions themselves have changed.
  if (event.kind === 'changed' || (event.kind === 'read' && event.slugs.length === 0)) refreshVersions();
  if (event.kind === 'mail') mailStamp.value++;
  else if (areListsStarted) refreshStandings();
  if (event.kind === 'dispatch') {
    if (slug.value !== undefined && event.slugs.includes(slug.value)) dispatchStamp.value++;
    return;
  }
  const isMine = event.kind !== 'mail' && slug.value !== undefined && event.slugs.includes(slug.value);
  // The interface texts can concern every issue.
  if (event.kind === 'changed' && (isMine || place.value.page === 'texts')) stamp.value++;
  // The page that opens an issue requests everything after its first view.
  if (!areListsStarted) return;
  loadLater(isMine);
}

let timer: ReturnType<typeof setTimeout> | undefined;
/** Whether a change of the open issue has been reported since its data was last requested. */
let isIssueOld = false;

/** Requests the list of issues after the views, and the open issue if this or an earlier event concerns it. */
function loadLater(isMine: boolean): void {
  isIssueOld ||= isMine;
  clearTimeout(timer);
  timer = setTimeout(() => void loadNow().catch(tellFailure), afterViews);
}

async function loadNow(): Promise<void> {
  const isOld = isIssueOld;
  isIssueOld = false;
  if (isOld) await loadIssue();
  await loadOverview();
}

const reconnectHandlers = new Set<() => void>();

/** Calls `work` each time the server becomes reachable again. Returns a function that ends this. */
export function onReconnect(work: () => void): () => void {
  reconnectHandlers.add(work);
  return () => reconnectHandlers.delete(work);
}

let areListsStarted = false;

/** Requests the data of all issues, for the first time. The views of the issue that the page opens come before it. */
function startLists(): void {
  if (areListsStarted) return;
  areListsStarted = true;
  setTimeout(() => {
    void loadOverview().catch(tellFailure);
    void loadStandings();
    void loadVersions();
  }, afterViews);
}

/** Requests the first data, and follows the changes. */
export function startState(): void {
  if (place.value.slug === undefined) startLists();
  effect(() => {
    const wanted = slug.value;
    untracked(() => {
      if (issue.value?.slug !== wanted) batch(() => void loadIssue().catch(tellFailure));
    });
  });
  let wasLost = false;
  listen({
    onEvent,
    onState(isOpen) {
      isConnected.value = isOpen;
      if (isOpen && wasLost) catchUp();
      if (isOpen) for (const work of reconnectHandlers) work();
      wasLost = !isOpen;
    },
    onGap: catchUp,
  });
}

/** Requests everything again, because events may have been missed. */
function catchUp(): void {
  stamp.value++;
  dispatchStamp.value++;
  refreshStandings();
  loadLater(true);
}
