import { createProblem, fail, ProblemError } from '../foundation/problems/problem.ts';
import type { Store } from '../store/store.ts';
import { compareLedger } from './compare-ledger.ts';
import type { Mark, MarkWriter, Place } from './place.ts';
import { askPlace, describeFailure, readBinding, writeMeta } from './read-ledger.ts';

/**
 * How far a ledger had come, remembered outside of its database. A database that was restored from an old backup
 * knows less than that, and would send again what was sent since.
 */
export interface HighWaterMark {
  /** Fails with `ledger-restored` or `mark-elsewhere`. Asked before a plan is written, and before a run begins. */
  check(): Promise<void>;
  /** Writes down that a dispatch begins. Until it resolves, nothing may be sent. Fails with `mark-failed`. */
  begin(beginning: Omit<Mark, 'sequence'>): Promise<MarkWriter>;
}

/** `beginPlace` makes the place the ledger's own, unless it is that already. */
export function createHighWaterMark(
  store: Store,
  place: Place,
  beginPlace: () => Promise<void>,
): HighWaterMark {
  return {
    async check() {
      const found = await compare(store, place);
      if (found.verdict === 'elsewhere') fail('mark-elsewhere', { place: place.name });
      if (found.verdict === 'behind') fail('ledger-restored', { place: place.name, why: found.why });
    },
    async begin(beginning) {
      await beginPlace();
      return askPlace(place.name, async () => {
        const writer = await place.openMark({ ...beginning, sequence: 0 });
        await deleteEnded(store, place, beginning.epoch);
        await place.push();
        return {
          record(sequence) {
            try {
              writer.record(sequence);
            } catch (error) {
              throw asProblem(place, error);
            }
          },
          close: () => askPlace(place.name, () => writer.close()),
        };
      });
    },
  };
}

/** A person's word that the ledger, as it is, is the one to continue with, and this is its place. */
export async function acceptLedger(store: Store, place: Place): Promise<void> {
  const { ledger } = await store.read(readBinding);
  const owner = await askPlace(place.name, async () => {
    const found = await place.readOwner();
    if (found !== undefined) await place.writeOwner({ ...found, ledger });
    await place.deleteMarks((await place.readMarks()).map(({ epoch }) => epoch));
    return found;
  });
  await store.transaction(async (db) => {
    // Then all of its journal is applied when it is opened next, or a new one is begun.
    if ((await readBinding(db)).place !== owner?.place) await writeMeta(db, 'place', '');
  });
}

/** Whether the ledger knows all that its place knows. Reads only. */
export async function compare(store: Store, place: Place) {
  // In this order: a process at work commits to the ledger first.
  const [owner, marks] = await askPlace(place.name, async () => [
    await place.readOwner(),
    await place.readMarks(),
  ]);
  const record = await store.read(async (db) => {
    const epochs = await db.selectFrom('epochs').select(['id', 'sequence']).execute();
    return {
      ...(await readBinding(db)),
      sequences: new Map(epochs.map(({ id, sequence }) => [id, sequence])),
    };
  });
  return compareLedger(owner, marks, record);
}

/** Processes that came to their end have nothing to add to the mark of this one, which is later. */
async function deleteEnded(store: Store, place: Place, current: number): Promise<void> {
  const others = (await place.readMarks()).map(({ epoch }) => epoch).filter((epoch) => epoch !== current);
  if (others.length === 0) return;
  const ended = await store.read((db) =>
    db
      .selectFrom('epochs')
      .select('id')
      .where('id', 'in', others)
      .where('ended_at', 'is not', null)
      .execute(),
  );
  await place.deleteMarks(ended.map(({ id }) => id));
}

function asProblem(place: Place, error: unknown): ProblemError {
  const reason = describeFailure(error);
  return new ProblemError([
    createProblem('mark-failed', { place: place.name, reason }, undefined, { cause: error }),
  ]);
}
