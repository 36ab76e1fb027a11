import { createProblem, fail, ProblemError } from '../foundation/problems/problem.ts';
import type { Store } from '../store/store.ts';
import { compareLedger } from './compare-ledger.ts';
import type { Mark, MarkWriter, Place } from './place.ts';
import { describeFailure, readBinding, withPlaceErrors, writeMeta } from './read-ledger.ts';

/**
 * Records outside of the database how far a ledger has come. A database restored from an old backup knows
 * less, and would send later mail a second time.
 */
export interface HighWaterMark {
  /**
   * Fails with `ledger-restored` or `mark-elsewhere`. Call it before writing a plan and before beginning a
   * run.
   */
  check(): Promise<void>;
  /** Records that a dispatch begins. Send nothing before it resolves. Fails with `mark-failed`. */
  begin(beginning: Omit<Mark, 'sequence'>): Promise<MarkWriter>;
}

/** `beginPlace` binds the place to the ledger if it is not bound yet. */
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
      return withPlaceErrors(place.name, async () => {
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
          close: () => withPlaceErrors(place.name, () => writer.close()),
        };
      });
    },
  };
}

/** Binds the ledger as it is to this place, because a person has decided to accept it. */
export async function acceptLedger(store: Store, place: Place): Promise<void> {
  const { ledger } = await store.read(readBinding);
  const owner = await withPlaceErrors(place.name, async () => {
    const found = await place.readOwner();
    if (found !== undefined) await place.writeOwner({ ...found, ledger });
    await place.deleteMarks((await place.readMarks()).map(({ epoch }) => epoch));
    return found;
  });
  await store.transaction(async (db) => {
    // An empty place makes the next run apply the whole journal, or begin a new one.
    if ((await readBinding(db)).place !== owner?.place) await writeMeta(db, 'place', '');
  });
}

/** Whether the ledger knows everything that its place knows. Read-only. */
export async function compare(store: Store, place: Place) {
  // Read in this order: a running process commits to the ledger first.
  const [owner, marks] = await withPlaceErrors(place.name, async () => [
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

/** Deletes the marks of processes that have ended. The later mark of this process covers their commits. */
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
