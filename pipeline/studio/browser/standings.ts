import { computed, signal } from '@preact/signals-core';
import type { StandingsView, StandingView } from '../protocol/dispatch.ts';
import { getJson } from './api.ts';

/** The next run's plans for each issue, and everything that waits for a decision. */
export const standings = signal<StandingsView | undefined>(undefined);

const bySlug = computed(() => new Map(standings.value?.issues.map((each) => [each.slug, each])));

export function standingOf(slug: string): StandingView | undefined {
  return bySlug.value.get(slug);
}

/** The delay after a change, in ms. A dispatch changes several times a second. */
const pause = 1000;
/** The longest time between two requests, in ms. Issues become due or missed as time passes. */
const period = 60_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Requests the standings now, and then once a minute. */
export async function loadStandings(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  try {
    const found = await getJson<StandingsView>('/api/standings');
    // The same standings do not draw the page again.
    if (JSON.stringify(found) !== JSON.stringify(standings.peek())) standings.value = found;
  } catch {
    // The page already says that the studio is closed. It keeps showing the last data.
  }
  timer ??= setTimeout(() => void loadStandings(), period);
}

let isSoon = false;

/** Requests the standings a moment later, once for all changes until then. */
export function refreshStandings(): void {
  if (isSoon) return;
  isSoon = true;
  setTimeout(() => {
    isSoon = false;
    void loadStandings();
  }, pause);
}
