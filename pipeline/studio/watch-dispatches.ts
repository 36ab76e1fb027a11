import { deliveryStates, openStates } from '../delivery/ledger/state.ts';
import type { Store } from '../store/store.ts';

/** How often the ledger is read while a page is open, in ms. */
const interval = 400;
/** How many dispatches to watch, newest first. */
const watched = 20;

interface DispatchWatch {
  /** Undefined before the first subscriber or dispatch. */
  readonly store: () => Promise<Store | undefined>;
  /** Whether a page is open. Otherwise the ledger is not read. */
  readonly isWanted: () => boolean;
  /** Whether the studio itself is delivering this dispatch. */
  readonly isHere: (dispatch: number) => boolean;
  readonly onMove: (slugs: string[]) => void;
  readonly onError: (error: Error) => void;
}

/**
 * Reports the issues whose dispatches began, changed or ended in any process, and those about which a person
 * decided (hold, release, skip and the like).
 */
export function watchDispatches({ store, isWanted, isHere, onMove, onError }: DispatchWatch): {
  close(): Promise<void>;
} {
  let known: ReadonlyMap<string, string> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let turn: Promise<void> = Promise.resolve();
  const look = async () => {
    const open = isWanted() ? await store() : undefined;
    if (open === undefined) return;
    const now = await readMoves(open, isHere);
    const before = known ?? now;
    const moved = [...new Set([...before.keys(), ...now.keys()])].filter(
      (slug) => before.get(slug) !== now.get(slug),
    );
    known = now;
    if (moved.length > 0) onMove(moved);
  };
  const again = () => {
    turn = look()
      .catch(onError)
      .then(() => {
        if (!isClosed) timer = setTimeout(again, interval);
      });
  };
  timer = setTimeout(again, interval);
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await turn;
    },
  };
}

/**
 * Returns a text for each issue that changes whenever its dispatches change. The text has their states, the
 * latest change of a delivery into each state (which is indexed), and the process that delivers.
 */
async function readMoves(store: Store, isHere: (dispatch: number) => boolean): Promise<Map<string, string>> {
  const { readHolders } = await import('../delivery/ledger/holders.ts');
  const dispatches = await store.read((db) =>
    db
      .selectFrom('dispatches')
      .select(['id', 'issue', 'state'])
      .orderBy('id', 'desc')
      .limit(watched)
      .execute(),
  );
  const moves = await readDecisions(store);
  for (const { id, issue, state } of dispatches) {
    const latest = await Promise.all(deliveryStates.map((each) => latestChange(store, id, each)));
    const isOpen = deliveryStates.some((each, at) => latest[at] !== undefined && isOneOf(each, openStates));
    const holders = isOpen ? await readHolders(store, id) : [];
    const reported = await latestFeedback(store, id);
    const move = [
      id,
      state,
      latest,
      reported,
      isHere(id),
      holders.map(({ epoch, isAlive }) => [epoch, isAlive]),
    ];
    moves.set(issue, `${moves.get(issue) ?? ''}${JSON.stringify(move)}`);
  }
  return moves;
}

/** People's decisions, by issue. */
async function readDecisions(store: Store): Promise<Map<string, string>> {
  const decisions = await store.read((db) =>
    Promise.all([
      db.selectFrom('holds').select(['issue', 'held_at as at']).execute(),
      db.selectFrom('skips').select(['issue', 'skipped_at as at']).execute(),
      db
        .selectFrom('acknowledgements')
        .innerJoin('dispatches', 'dispatches.id', 'acknowledgements.dispatch')
        .select(['dispatches.issue', 'acknowledged_at as at'])
        .execute(),
    ]),
  );
  const moves = new Map<string, string>();
  for (const [kind, rows] of decisions.entries()) {
    for (const { issue, at } of rows) moves.set(issue, `${moves.get(issue) ?? ''}${kind} ${at} `);
  }
  return moves;
}

/** When an event about the dispatch was last applied: long after it happened, if its report was late. */
async function latestFeedback(store: Store, dispatch: number): Promise<number | undefined> {
  const row = await store.read((db) =>
    db
      .selectFrom('feedback_events')
      .select(({ fn }) => fn.max('tried_at').as('at'))
      .where('dispatch', '=', dispatch)
      .executeTakeFirst(),
  );
  return row?.at == null ? undefined : Number(row.at);
}

const isOneOf = (state: string, states: readonly string[]) => states.includes(state);

async function latestChange(
  store: Store,
  dispatch: number,
  state: (typeof deliveryStates)[number],
): Promise<number | undefined> {
  const row = await store.read((db) =>
    db
      .selectFrom('deliveries')
      .select(({ fn }) => fn.max('updated_at').as('at'))
      .where('dispatch', '=', dispatch)
      .where('state', '=', state)
      .executeTakeFirst(),
  );
  return row?.at == null ? undefined : Number(row.at);
}
