import { randomBytes } from 'node:crypto';
import { createProblem, type Problem } from '../foundation/problems/problem.ts';
import type { Database, Store, Writer } from '../store/store.ts';
import { insidePrefix, isBound } from './compare-ledger.ts';
import type { JournalLine, NumberedLine, Place } from './place.ts';
import { describeFailure, readBinding, withPlaceErrors, writeMeta } from './read-ledger.ts';

/** Connects the lines of the journal with the people in the database. */
export interface JournalSubjects {
  /** The lines for all withdrawals in the database. */
  list(db: Database): Promise<readonly JournalLine[]>;
  /** Applies lines to the database in order. Returns the number of people whose data changed. */
  apply(db: Writer, lines: readonly JournalLine[]): Promise<number>;
}

interface JournalOptions {
  readonly store: Store;
  /** Undefined if there is none yet. The lines then wait in the database. */
  readonly place: Place | undefined;
  /** Whether the place is in the publication's folder. Any other place may replace such a place. */
  readonly isInside: boolean;
  readonly publication: string;
  readonly subjects: JournalSubjects;
  /** Called when lines had to stay in the database. */
  readonly onUnwritten: (problem: Problem) => void;
}

/** The result of applying the journal to the database. */
interface CaughtUp {
  /** The number of people about whom the database had outdated data. */
  readonly people: number;
  readonly problems: readonly Problem[];
}

/** Records withdrawals and returns outside of the database, so that restoring a backup does not lose them. */
export interface Journal {
  /**
   * Appends lines. Call it as the last statement of a transaction, because the lines remain even if the
   * transaction fails. They are applied later in that case, and still say what the person asked for. If the
   * place cannot be written to, the lines wait in the database, and the transaction commits.
   */
  append(db: Writer, lines: readonly JournalLine[]): Promise<void>;
  /** Binds the place to this ledger, and writes a line for every withdrawal in the database. */
  begin(): Promise<void>;
  /** Applies the lines that the database lacks, and writes the lines that wait. Fails with `mark-failed`. */
  catchUp(): Promise<CaughtUp>;
  /**
   * Keeps only the last line per person and list, and deletes even that if it is older than `before`
   * (milliseconds).
   */
  compact(before: number): Promise<number>;
}

/**
 * In milliseconds. After a failed attempt that took longer than `longestAttempt`, the next one has to wait
 * for `pause`.
 */
const longestAttempt = 1_000;
const pause = 30_000;

export function createJournal(options: JournalOptions): Journal {
  const { store, place, subjects, onUnwritten } = options;
  /** The name of the place; undefined if it is not known to belong to this ledger. */
  let own: string | undefined;
  /**
   * The time of the next attempt, in milliseconds on a monotonic clock. Set after an unreachable server
   * delayed a withdrawal.
   */
  let triedAgainAt = 0;

  async function isOwn(bound: { ledger: string; place: string }): Promise<boolean> {
    if (place === undefined || bound.place === '') return false;
    if (own !== bound.place) {
      const owner = await place.readOwner();
      own = owner?.ledger === bound.ledger ? owner.place : undefined;
    }
    return own === bound.place;
  }

  return {
    async append(db, lines) {
      if (lines.length === 0) return;
      const bound = await lock(db, store.kind);
      const waiting = await readWaiting(db);
      const began = performance.now();
      const written = await attempt(async () => {
        if (place === undefined || began < triedAgainAt || !(await isOwn(bound))) return undefined;
        const end = await place.readEnd();
        // Lines of failed transactions, or lines that the database lacks because it was restored while this
        // process ran.
        const missed = end > bound.end ? await place.readLines(bound.end) : [];
        const numbered = number([...waiting, ...lines], Math.max(end, bound.end));
        await place.appendLines(numbered);
        return { missed, end: lastNumber(numbered) };
      });
      if (written.value === undefined) {
        await insertWaiting(db, lines);
        if (written.error !== undefined && place !== undefined) {
          if (performance.now() - began > longestAttempt) triedAgainAt = performance.now() + pause;
          const data = { place: place.name, waiting: waiting.length + lines.length };
          onUnwritten(
            createProblem('journal-unwritten', { ...data, reason: describeFailure(written.error) }),
          );
        }
        return;
      }
      if (waiting.length > 0) await db.deleteFrom('journal_waiting').execute();
      await writeMeta(db, 'journal-end', String(written.value.end));
      if (written.value.missed.length > 0) await subjects.apply(db, written.value.missed);
    },

    begin: () =>
      store.transaction(async (db) => {
        if (place === undefined) return;
        const bound = await lock(db, store.kind);
        const owner = await withPlaceErrors(place.name, () => place.readOwner());
        // The place already belongs to a ledger, or the ledger has another place.
        if (owner !== undefined || isBound(bound.place)) return;
        const name = `${options.isInside ? insidePrefix : ''}${randomBytes(8).toString('hex')}`;
        const listed = await subjects.list(db);
        const end = await withPlaceErrors(place.name, async () => {
          await place.writeOwner({ place: name, ledger: bound.ledger, publication: options.publication });
          const lines = number(listed, await place.readEnd());
          await place.appendLines(lines);
          return lastNumber(lines);
        });
        // The list above includes the waiting lines.
        await db.deleteFrom('journal_waiting').execute();
        await writeMeta(db, 'place', name);
        await writeMeta(db, 'journal-end', String(end));
      }),

    async catchUp() {
      if (place === undefined) return { people: 0, problems: [] };
      const { name } = place;
      const [before, waits] = await store.read(async (db) => [
        await readBinding(db),
        (await readWaiting(db, 1)).length > 0,
      ]);
      const [owner, end] = await withPlaceErrors(name, async () => [
        await place.readOwner(),
        await place.readEnd(),
      ]);
      if (owner?.ledger !== before.ledger) return { people: 0, problems: [] };
      if (owner.place !== before.place && isBound(before.place)) return { people: 0, problems: [] };
      if (owner.place === before.place && end === before.end && !waits) return { people: 0, problems: [] };
      return store.transaction(async (db) => {
        const bound = await lock(db, store.kind);
        const reached = await withPlaceErrors(name, () => place.readEnd());
        const isSame = owner.place === bound.place;
        // If the database was backed up before it had this place, it lacks all lines.
        const from = isSame ? bound.end : 0;
        const missed = reached > from ? await withPlaceErrors(name, () => place.readLines(from)) : [];
        const people = await subjects.apply(db, missed);
        // The journal moves from a place in the publication's folder. Nothing else has its lines.
        const isMoved = !isSame && bound.place !== '';
        const isShort = isSame && reached < bound.end;
        const lines = number(
          [...(isShort || isMoved ? await subjects.list(db) : []), ...(await readWaiting(db))],
          isShort ? bound.end : reached,
        );
        await withPlaceErrors(name, () => place.appendLines(lines));
        await db.deleteFrom('journal_waiting').execute();
        await writeMeta(db, 'place', owner.place);
        await writeMeta(db, 'journal-end', String(lines.length > 0 ? lastNumber(lines) : reached));
        const data = { place: name, found: reached, expected: bound.end };
        return { people, problems: isShort ? [createProblem('journal-shortened', data)] : [] };
      });
    },

    compact: (before) =>
      store.transaction(async (db) => {
        const bound = await lock(db, store.kind);
        if (place === undefined) return 0;
        return withPlaceErrors(place.name, async () => {
          if (!(await isOwn(bound))) return 0;
          const lines = await place.readLines(0);
          const kept = keepLastLines(lines, before);
          if (kept.length < lines.length) await place.replaceLines(kept);
          return lines.length - kept.length;
        });
      }),
  };
}

/**
 * The last line per hash and scope. If it is a withdrawal, also the line before it that keeps the person out
 * permanently. The very last line is always kept, because it carries the number.
 */
export function keepLastLines(lines: readonly NumberedLine[], before: number): readonly NumberedLine[] {
  const kept = new Map<string, readonly NumberedLine[]>();
  for (const line of lines) {
    const key = `${line.hash} ${line.scope}`;
    const isFinal = ({ kind }: NumberedLine) => kind === 'complained' || kind === 'operator';
    const needsNone = line.kind === 'returned' || isFinal(line);
    const earlier = needsNone ? [] : (kept.get(key) ?? []).filter(isFinal);
    kept.set(key, [...earlier, line]);
  }
  const words = new Set([...kept.values()].flat().filter(({ at }) => at >= before));
  return lines.filter((line, index) => index === lines.length - 1 || words.has(line));
}

/**
 * Locks the row with the end of the journal until the transaction ends, so that no other process can append.
 */
async function lock(db: Writer, kind: Store['kind']) {
  if (kind === 'postgres')
    await db.selectFrom('meta').select('key').where('key', '=', 'journal-end').forUpdate().execute();
  return readBinding(db);
}

async function attempt<Value>(work: () => Promise<Value>): Promise<{ value?: Value; error?: unknown }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}

function number(lines: readonly JournalLine[], after: number): NumberedLine[] {
  return lines.map(({ hash, kind, scope, at }, index) => ({
    number: after + index + 1,
    hash,
    kind,
    scope,
    at,
  }));
}

const lastNumber = (lines: readonly NumberedLine[]) => lines.at(-1)?.number ?? 0;

function readWaiting(db: Database, limit?: number) {
  const query = db.selectFrom('journal_waiting').select(['hash', 'kind', 'scope', 'at']).orderBy('id');
  return (limit === undefined ? query : query.limit(limit)).execute();
}

async function insertWaiting(db: Writer, lines: readonly JournalLine[]): Promise<void> {
  await db
    .insertInto('journal_waiting')
    .values(lines.map(({ hash, kind, scope, at }) => ({ hash, kind, scope, at })))
    .execute();
}
