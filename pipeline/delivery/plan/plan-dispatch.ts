import type { Edition } from '../../editions/edition.ts';
import type { EditionChoice } from '../../publication/locales/language-tag.ts';
import type { IssueTimes } from '../../schedule/delivery-times.ts';
import type { Database, Store } from '../../store/store.ts';
import { ledgerNameOf } from '../ledger/issue-names.ts';
import { countLate } from '../ledger/late.ts';
import { parseLists, selectMailable } from '../ledger/mailable.ts';
import type { PaceSettings } from '../ledger/pace.ts';
import type { TransportTraits } from '../transport/transport.ts';
import { assignEditions, type EditionPolicy, type PlannedState } from './assign-editions.ts';
import { isSampleAudience, selectAudience } from './audience.ts';
import { countTooSlow } from './count-too-slow.ts';

/** A request to send an issue. */
export interface DispatchRequest {
  /** The issue's slug. */
  readonly issue: string;
  /** Its former slugs. An issue that was sent under one of them is not sent again. */
  readonly aliases?: readonly string[] | undefined;
  readonly transport: Pick<TransportTraits, 'name' | 'reachesPeople'>;
  /** The editions that may be sent now. */
  readonly ready: readonly Edition[];
  /** The locale of every edition of the publication, whether it is ready or not. */
  readonly configured: readonly string[];
  /** The locales in which the issue is meant to appear; all of them when left out. */
  readonly intended?: readonly string[] | undefined;
  /** The locale of the source edition. */
  readonly source: string;
  /** The policy for readers of an edition that is not ready. */
  readonly missing: EditionPolicy;
  /** Sends a new revision to everybody, including readers who got an earlier one. */
  readonly correction?: boolean;
  /**
   * The lists whose subscribers get the issue; everybody gets it when this is left out. The lists cannot
   * change once a dispatch has begun.
   */
  readonly lists?: readonly string[] | undefined;
  /** When each reader may get the issue. Left out when a person sends it now, to everybody. */
  readonly times?: IssueTimes | undefined;
  /** The limits that decide how many readers can be reached within the window. */
  readonly pace?: PaceSettings | undefined;
}

/** A preview of the dispatch as plain data, for `--dry-run` and for the confirmation. */
export interface DispatchPlan {
  /** The name of the issue in the ledger: its slug when it was first sent. */
  readonly issue: string;
  readonly revision: number;
  /** The name of the transport. */
  readonly transport: string;
  /** The number of the dispatch in the ledger, if it already exists. */
  readonly dispatch: number | undefined;
  /** Whether the audience consists of the sample subscribers, because there are no others. */
  readonly sample: boolean;
  /** The lists that the dispatch goes to; undefined for everybody. */
  readonly lists: readonly string[] | undefined;
  readonly editions: readonly EditionPlan[];
  /** How many deliveries would be planned. */
  readonly total: number;
  /** How many deliveries this dispatch has already. */
  readonly already: number;
  /** The number of readers who wait for an edition that is not ready. */
  readonly held: number;
  /**
   * The number of subscribers who joined after their edition was planned. They get nothing, because the
   * audience is frozen.
   */
  readonly newcomers: number;
  /**
   * The number of active subscribers who get nothing because they are on no list, if the dispatch goes to
   * lists.
   */
  readonly onNoList: number;
  /**
   * The number of deliveries whose window passed before their first attempt. They are sent now, because a
   * person asks for that.
   */
  readonly late: number;
  /** Readers who cannot be reached within their window at the configured pace. */
  readonly tooSlow: number;
  /** Locales whose missing edition forbids the dispatch (policy `refuse`). */
  readonly refused: readonly string[];
}

interface EditionPlan {
  readonly locale: string;
  /**
   * new: this dispatch plans it; planned: an earlier run planned it; missing: not ready; absent: the issue
   * does not appear in this language.
   */
  readonly state: PlannedState;
  /** The language that these readers get instead, in an edition that says so. */
  readonly language: string | undefined;
  /** Whether the content has changed since it was planned. The planned version is sent. */
  readonly changed: boolean;
  readonly recipients: number;
  /** The number of readers who get nothing because the issue does not appear in their language. */
  readonly leftOut: number;
  readonly choices: Readonly<Record<EditionChoice, number>>;
}

/**
 * Computes the effects of a dispatch without writing anything. `now` is in ms; subscribers whose pause ends
 * later are left out.
 */
export function planDispatch(store: Store, request: DispatchRequest, now: number): Promise<DispatchPlan> {
  return store.read(async (db) => {
    const plan = await assemblePlan(db, request, now);
    const frozen = plan.editions.filter(({ state }) => state === 'planned').map(({ locale }) => locale);
    return { ...plan, tooSlow: await countTooSlow(db, store.kind, request, { ...plan, now, frozen }) };
  });
}

/** Like `planDispatch`, but on an open database, because `recordPlan` plans again inside its transaction. */
export async function assemblePlan(
  db: Database,
  request: DispatchRequest,
  now: number,
): Promise<Omit<DispatchPlan, 'tooSlow'>> {
  const { transport } = request;
  const issue = await ledgerNameOf(db, request);
  const last = await db
    .selectFrom('dispatches')
    .select(['id', 'revision', 'lists'])
    .where('issue', '=', issue)
    .where('transport', '=', transport.name)
    .orderBy('revision', 'desc')
    .executeTakeFirst();
  const existing = request.correction ? undefined : last;
  const dispatch = existing?.id;
  const planned = await readPlannedEditions(db, dispatch);
  const sample = await isSampleAudience(db, transport);
  // The sample subscribers are on no list.
  const wanted = sample ? undefined : request.lists;
  const lists = existing ? parseLists(existing.lists) : wanted;
  const groups = await selectAudience(db, { dispatch, sample, lists, now })
    .select(({ fn }) => ['subscribers.locale', fn.countAll<number>().as('count')])
    .groupBy('subscribers.locale')
    .execute();

  const assignment = assignEditions(request, planned.keys());
  const rows = groups.map(({ locale, count }) => ({
    count: Number(count),
    ...assignment.assign(locale ?? undefined),
  }));
  const sum = (fits: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(fits).reduce((total, row) => total + row.count, 0);

  const editions = assignment.editions.map(({ locale, state }): EditionPlan => {
    const mine = (row: (typeof rows)[number]) => row.fate === 'planned' && row.locale === locale;
    const choose = (choice: EditionChoice) => sum((row) => mine(row) && row.choice === choice);
    const { hash, language } = request.ready.find((edition) => edition.locale === locale) ?? {};
    return {
      locale,
      state,
      language,
      changed: state === 'planned' && hash !== undefined && hash !== planned.get(locale),
      recipients: sum(mine),
      leftOut: sum((row) => row.fate === 'left-out' && row.locale === locale),
      choices: { exact: choose('exact'), lookup: choose('lookup'), default: choose('default') },
    };
  });
  return {
    issue,
    revision: existing?.revision ?? (last?.revision ?? 0) + 1,
    transport: transport.name,
    dispatch,
    sample,
    lists,
    editions,
    total: sum((row) => row.fate === 'planned'),
    already: dispatch === undefined ? 0 : await countDeliveries(db, dispatch),
    held: sum((row) => row.fate === 'held'),
    newcomers: sum((row) => row.fate === 'newcomer'),
    onNoList: lists === undefined ? 0 : await countOnNoList(db, now),
    late: dispatch === undefined || request.times ? 0 : await countLate(db, dispatch),
    refused: assignment.refused,
  };
}

/** The hash of each edition of the dispatch, by locale. */
async function readPlannedEditions(db: Database, dispatch: number | undefined): Promise<Map<string, string>> {
  if (dispatch === undefined) return new Map();
  const rows = await db
    .selectFrom('dispatch_editions')
    .select(['locale', 'hash'])
    .where('dispatch', '=', dispatch)
    .execute();
  return new Map(rows.map(({ locale, hash }) => [locale, hash]));
}

async function countOnNoList(db: Database, now: number): Promise<number> {
  const row = await selectMailable(db, { now, lists: undefined })
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('subscribers.source', '!=', 'sample')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('subscriptions')
            .select('subscriptions.list')
            .whereRef('subscriptions.subscriber', '=', 'subscribers.id'),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function countDeliveries(db: Database, dispatch: number): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('dispatch', '=', dispatch)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
