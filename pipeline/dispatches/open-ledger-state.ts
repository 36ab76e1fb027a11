import { plural } from '../foundation/problems/plural.ts';
import { type Problem, ProblemError } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { FoundPlace, PlaceSettings } from '../state/find-place.ts';
import type { HighWaterMark } from '../state/high-water-mark.ts';
import type { Place } from '../state/place.ts';
import type { Store } from '../store/store.ts';
import type { SuppressionList } from '../subscribers/suppression-list.ts';

export interface LedgerStateOptions {
  /**
   * Whether mail goes to people. If it does, the journal and the high-water mark must be outside of the
   * publication's folder.
   */
  readonly reachesPeople: boolean;
  /**
   * Creates a missing place, so that withdrawals are recorded from now on: `anywhere`, or only `inside` the
   * publication's folder.
   */
  readonly begin?: 'anywhere' | 'inside';
  /**
   * Fails when the withdrawals that the database lacks cannot be read. When false, the problem is only
   * reported.
   */
  readonly mustCatchUp: boolean;
  /** The configuration, if the caller has read it. */
  readonly newsletter?: Newsletter | undefined;
  /** Called when the journal could not be written. The default prints it. */
  readonly onUnwritten?: (problem: Problem) => void;
}

/** The parts of a ledger that are outside of its database. */
export interface LedgerState {
  readonly suppressions: SuppressionList;
  readonly mark: HighWaterMark;
  readonly place: Place;
  close(): Promise<void>;
}

/**
 * Opens the suppression list with its journal and the high-water mark, and applies the withdrawals that a
 * restored database lacks.
 */
export async function openLedgerState(
  context: ProgramContext,
  store: Store,
  { reachesPeople, begin, mustCatchUp, newsletter, onUnwritten }: LedgerStateOptions,
): Promise<LedgerState> {
  const { findPlace, insidePlace } = await import('../state/find-place.ts');
  const { createHighWaterMark } = await import('../state/high-water-mark.ts');
  const { openSuppressionList } = await import('../subscribers/open-suppression-list.ts');
  const found = await findPlace(store, await placeSettings(context, newsletter), { reachesPeople });
  const { place } = found;
  const tell = onUnwritten ?? ((problem: Problem) => context.reporter.problems([problem]));
  try {
    const open = (at: FoundPlace) =>
      openSuppressionList(store, {
        key: context.environment['COURANT_SUPPRESSION_KEY'],
        found: at,
        publication: context.root,
        onUnwritten: tell,
      });
    const suppressions = await open(found);
    const { journal } = suppressions;
    try {
      // A new place replaces the one in the publication's folder, which may have withdrawals that the
      // database lacks.
      const before = found.kind === 'inside' ? undefined : await open(insidePlace(store));
      const taken = (await before?.journal.catchUp())?.people ?? 0;
      const { people: caughtUp, problems } = await journal.catchUp();
      const people = taken + caughtUp;
      for (const problem of problems) tell(problem);
      if (people > 0)
        context.reporter.note(
          `This database was restored from a backup: ${plural(people, 'withdrawal or return', 'withdrawals or returns')} since then ${people === 1 ? 'was' : 'were'} applied again, from the journal.`,
        );
      if (begin === 'anywhere' || (begin === 'inside' && found.kind === 'inside')) await journal.begin();
    } catch (error) {
      if (mustCatchUp || !(error instanceof ProblemError)) throw error;
      for (const problem of error.problems) tell({ ...problem, severity: 'warning' });
    }
    const mark = createHighWaterMark(store, place, () => journal.begin());
    return { suppressions, mark, place, close: () => place.close() };
  } catch (error) {
    await place.close();
    throw error;
  }
}

/**
 * The settings of the place, from the configuration and the environment. Reads the configuration, unless the
 * caller has read it.
 */
export async function placeSettings(
  { root, environment }: ProgramContext,
  newsletter?: Newsletter,
): Promise<PlaceSettings> {
  const { state } = newsletter ?? (await readLeniently(root)) ?? {};
  return { root, environment, configured: state?.mark };
}

/**
 * Problems of newsletter.yaml are ignored, because an unrelated mistake must not prevent an erasure. `check`
 * reports them.
 */
async function readLeniently(root: string): Promise<Newsletter | undefined> {
  const { diskFiles } = await import('../foundation/files/disk-files.ts');
  const { Report } = await import('../foundation/problems/report.ts');
  const { readNewsletter } = await import('../publication/newsletter/read-newsletter.ts');
  return readNewsletter(diskFiles(root), new Report());
}

/** Opens the state of a ledger, and closes it when `use` has ended. */
export async function withLedgerState<Result>(
  context: ProgramContext,
  store: Store,
  options: LedgerStateOptions,
  use: (state: LedgerState) => Promise<Result>,
): Promise<Result> {
  const state = await openLedgerState(context, store, options);
  try {
    return await use(state);
  } finally {
    await state.close();
  }
}
