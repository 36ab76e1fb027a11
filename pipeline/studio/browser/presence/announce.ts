import { computed, effect, signal, untracked } from '@preact/signals-core';
import type { PresenceAnswer, PresentPage } from '../../protocol/presence.ts';
import { postJson } from '../api.ts';
import { deskLocale } from '../desk/open-desk.ts';
import { place } from '../route.ts';
import { onReconnect, overview, slug } from '../state.ts';
import { type Desk, ownBrowser, ownPage, setPresent } from './present-pages.ts';

/** The longest name. */
export const longestName = 40;
/** The wait after a move, in ms, so that a walk through the parts is one report. */
const pause = 300;
/** The time between two reports, in ms. The server forgets a page after 30 seconds without one. */
const period = 10_000;

const nameKey = 'studio.person-name';

/** The name that the person gave to other people; empty for none. It is kept in this browser. */
export const ownName = signal(localStorage.getItem(nameKey) ?? '');

export function chooseOwnName(name: string): void {
  ownName.value = name.trim().slice(0, longestName);
  localStorage.setItem(nameKey, ownName.value);
}

const part = signal('');

/**
 * Reports that the cursor is in this part; empty for none. Elements with `data-part` report it automatically
 * when they get the focus. An editor that has one focus for many parts calls this.
 */
export function atPart(key: string): void {
  part.value = key;
}

/** The desk that is open here; undefined while no issue is, or while the list of issues is still loading. */
export const ownDesk = computed((): Desk | undefined => {
  const tab: string = place.value.tab;
  const name = slug.value;
  const row = overview.value?.issues.find((each) => each.slug === name);
  if (place.value.page !== 'issue' || name === undefined || row === undefined) return undefined;
  if (tab === 'write') return { slug: name, desk: 'write', locale: row.source };
  if (tab === 'translate') return { slug: name, desk: 'translate', locale: deskLocale() ?? '' };
  return { slug: name, desk: 'other', locale: '' };
});

const here = computed((): PresentPage | undefined => {
  const desk = ownDesk.value;
  if (desk === undefined) return undefined;
  const cursor = desk.desk === 'other' ? '' : part.value;
  return { page: ownPage, browser: ownBrowser, name: ownName.value, ...desk, part: cursor };
});

/** Whether the server still counts this page as open. */
let isKnown = false;

async function report(): Promise<void> {
  const at = here.value;
  if (at === undefined) return leave();
  isKnown = true;
  try {
    const { pages } = await postJson<PresenceAnswer>('/api/presence', { action: 'here', ...at });
    if (here.value?.slug === at.slug) setPresent(at.slug, pages);
  } catch {
    // The page already says that the studio is closed. It reports again when the studio answers.
    setPresent(at.slug, []);
  }
}

function leave(): void {
  if (!isKnown) return;
  isKnown = false;
  // A page that is being closed may send no other request than this one.
  void postJson('/api/presence', { action: 'gone', page: ownPage }, { keepalive: true }).catch(() => {});
}

/** Reports where this page is: after each move, and regularly while somebody looks at it. */
export function startPresence(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (document.visibilityState === 'visible') await report();
      soon(period);
    }, delay);
  };
  effect(() => {
    here.value;
    untracked(() => soon(pause));
  });
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const found = target.closest('[data-part]');
    // An editor knows better in which of its parts the cursor is.
    if (found !== null || !target.isContentEditable) atPart(found?.getAttribute('data-part') ?? '');
  });
  document.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget === null && document.hasFocus()) atPart('');
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') soon(0);
  });
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', () => soon(0));
  onReconnect(() => soon(0));
}
