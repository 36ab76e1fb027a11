import type { SubscriberEntry } from './check-row.ts';

/** The number of accepted rows for each state, language and list. */
export interface ImportCounts {
  /** `active`, `unsubscribed`, or why somebody is suppressed: `bounced`, `operator` (blocklisted) or `complained`. */
  readonly states: ReadonlyMap<string, number>;
  /** By tag; the empty key counts those without a language. */
  readonly locales: ReadonlyMap<string, number>;
  /** By id; the empty key counts those on no list. Active people only. */
  readonly lists: ReadonlyMap<string, number>;
}

interface Counter extends ImportCounts {
  add(entries: readonly SubscriberEntry[]): void;
  /** Counts further lists of people who have already been counted. */
  addLists(entries: readonly SubscriberEntry[]): void;
}

export function createCounts(): Counter {
  const states = new Map<string, number>();
  const locales = new Map<string, number>();
  const lists = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  return {
    states,
    locales,
    lists,
    addLists(entries) {
      for (const { state, lists: own } of entries) {
        if (state === 'active') for (const list of own) count(lists, list);
      }
    },
    add(entries) {
      for (const entry of entries) {
        count(states, entry.suppression ?? entry.state);
        if (entry.state !== 'active') continue;
        count(locales, entry.locale ?? '');
        for (const list of entry.lists.length > 0 ? entry.lists : ['']) count(lists, list);
      }
    },
  };
}
