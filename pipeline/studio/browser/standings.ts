import { signal } from '@preact/signals-core';
import type { StandingsView, StandingView } from '../protocol.ts';
import { getJson } from './api.ts';

/** What a run would do about each issue, and what waits for somebody. */
export const standings = signal<StandingsView | undefined>(undefined);

export function standingOf(slug: string): StandingView | undefined {
  return standings.value?.issues.find((each) => each.slug === slug);
}

/** How long after a change they are asked for: a dispatch moves several times a second. In ms. */
const pause = 1000;
/** How often without a change, as the time that passes makes issues due and missed. In ms. */
const period = 60_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks for them now, and again each minute. */
export async function loadStandings(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  try {
    standings.value = await getJson<StandingsView>('/api/standings');
  } catch {
    // The page says that the studio is closed; what is shown is from before.
  }
  timer ??= setTimeout(() => void loadStandings(), period);
}

let isSoon = false;

/** Asks for them a moment later, once for all that has changed until then. */
export function refreshStandings(): void {
  if (isSoon) return;
  isSoon = true;
  setTimeout(() => {
    isSoon = false;
    void loadStandings();
  }, pause);
}
