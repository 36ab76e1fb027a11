import type { Journal } from './journal.ts';
import { changeOf, reversed, type Step, textAfter, type Written } from './step.ts';

/** Steps of the same part within this time, in ms, are one step. */
const joinedWithin = 10_000;

/** Joins the last step with the one before it if both changed fields of the same part within a short time. */
export async function joinLastSteps(
  journal: Journal,
  history: string,
  written: readonly Written[],
): Promise<void> {
  const [former, last] = journal
    .steps(history)
    .filter(({ state }) => state === 'done')
    .slice(-2);
  const first = former && journal.read(history, former);
  const second = last && journal.read(history, last);
  if (!former || !last || !first || !second || first.part === undefined || first.part !== second.part) return;
  if (second.at - first.at >= joinedWithin || !isSequel(first, second)) return;
  const early = new Map(first.changes.map((change) => [change.path, change]));
  const joined = second.changes.map(({ path }) => {
    const { before, after } = written.find((each) => each.path === path) ?? {};
    const change = early.get(path);
    early.delete(path);
    return changeOf({ path, before: change ? textAfter(reversed(change), before) : before, after });
  });
  const changes = [...early.values(), ...joined.filter(({ before, after }) => before !== after)];
  if (changes.length === 0) {
    for (const step of [last, former]) journal.remove(history, step);
    return;
  }
  const requests = [...(first.requests ?? []), ...(second.requests ?? [])];
  await journal.write(history, former, { ...first, changes, requests, absorbed: last.number });
  dropAbsorbed(journal, history);
}

/** Removes the last step if the one before it contains it, as when the studio ended between the two. */
export function dropAbsorbed(journal: Journal, history: string): void {
  const steps = journal.steps(history);
  const last = steps.at(-1);
  const former = steps.at(-2);
  const absorbed = former && journal.read(history, former)?.absorbed;
  if (last && absorbed === last.number) journal.remove(history, last);
}

/** Whether the second step found the files as the first one left them. */
function isSequel(first: Step, second: Step): boolean {
  const left = new Map(first.changes.map(({ path, after }) => [path, after]));
  return second.changes.every(({ path, before }) => !left.has(path) || left.get(path) === before);
}
