import { withLedgerNames } from '../../delivery/ledger/issue-names.ts';
import type { Database, Store } from '../../store/store.ts';
import type { FeedbackKind } from '../feedback-event.ts';
import { type ComplaintRate, complaintRate } from './complaint-rate.ts';

/** What came back about one dispatch. */
export interface DispatchFeedback {
  readonly dispatch: number;
  readonly issue: string;
  readonly revision: number;
  readonly transport: string;
  /** Deliveries with an event in effect, by kind, and bounces and delays by cause. */
  readonly reasons: readonly FeedbackCount[];
  /** Those domains about which something came back, the largest first. */
  readonly domains: readonly DomainFeedback[];
  readonly complaints: ComplaintRate;
}

export interface FeedbackCount {
  readonly kind: FeedbackKind;
  /** `address`, `mailbox`, `policy` and others; undefined for other kinds than bounces and delays. */
  readonly cause: string | undefined;
  readonly count: number;
}

export interface DomainFeedback {
  readonly domain: string;
  /** Messages that the server accepted and that did not bounce. */
  readonly delivered: number;
  readonly reasons: readonly FeedbackCount[];
  readonly complaints: ComplaintRate;
}

/** Which dispatches to report: those of an issue, by its present and former names, or one by its number. */
export interface ReportFilter {
  readonly issue?: readonly string[];
  readonly dispatch?: number;
  /** How many dispatches, newest first; 10 when left out. */
  readonly dispatches?: number;
}

/** Reads what came back about the latest dispatches, newest first. Dispatches without an event are left out. */
export function readFeedbackReport(store: Store, filter: ReportFilter = {}): Promise<DispatchFeedback[]> {
  return store.read(async (db) => {
    const dispatches = await findDispatches(db, filter);
    const reporting = await readReportingDomains(db);
    const reports: DispatchFeedback[] = [];
    for (const { id, ...dispatch } of dispatches) {
      const rows = await countEvents(db, id);
      if (rows.length > 0)
        reports.push({ dispatch: id, ...dispatch, ...(await describe(db, id, rows, reporting)) });
    }
    return reports;
  });
}

async function findDispatches(db: Database, { issue, dispatch, dispatches = 10 }: ReportFilter) {
  let query = db
    .selectFrom('dispatches')
    .select(['id', 'issue', 'revision', 'transport'])
    .orderBy('id', 'desc')
    .limit(dispatches);
  if (issue !== undefined) query = query.where('issue', 'in', await withLedgerNames(db, issue));
  if (dispatch !== undefined) query = query.where('id', '=', dispatch);
  return query.execute();
}

/** The domains from which a complaint has ever come. */
async function readReportingDomains(db: Database): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('feedback_events')
    .innerJoin('deliveries', 'deliveries.id', 'feedback_events.delivery')
    .select('domain')
    .distinct()
    .where('kind', '=', 'complained')
    .where('feedback_events.state', '=', 'applied')
    .execute();
  return new Set(rows.map(({ domain }) => domain));
}

type EventRow = Awaited<ReturnType<typeof countEvents>>[number];

async function countEvents(db: Database, dispatch: number) {
  const rows = await db
    .selectFrom('feedback_events')
    .innerJoin('deliveries', 'deliveries.id', 'feedback_events.delivery')
    .select(({ fn }) => [
      'domain',
      'kind',
      'cause',
      fn.count<number>('feedback_events.delivery').distinct().as('count'),
    ])
    .where('feedback_events.dispatch', '=', dispatch)
    .where('feedback_events.state', '=', 'applied')
    .groupBy(['domain', 'kind', 'cause'])
    .orderBy('kind')
    .orderBy('cause')
    .execute();
  return rows.map((row) => ({ ...row, cause: row.cause ?? undefined, count: Number(row.count) }));
}

async function describe(
  db: Database,
  dispatch: number,
  rows: readonly EventRow[],
  reporting: ReadonlySet<string>,
): Promise<Pick<DispatchFeedback, 'reasons' | 'domains' | 'complaints'>> {
  const delivered = await countDelivered(db, dispatch);
  const complained = new Map(
    rows.flatMap(({ domain, kind, count }) => (kind === 'complained' ? [[domain, count]] : [])),
  );
  const complaintsOf = (domain: string) => ({
    domain,
    delivered: delivered.get(domain) ?? 0,
    complained: complained.get(domain) ?? 0,
  });
  const domains = [...Map.groupBy(rows, ({ domain }) => domain)].map(([domain, own]) => ({
    domain,
    delivered: delivered.get(domain) ?? 0,
    reasons: sumReasons(own),
    complaints: complaintRate([complaintsOf(domain)], reporting),
  }));
  return {
    reasons: sumReasons(rows),
    domains: domains.sort((a, b) => b.delivered - a.delivered || (a.domain < b.domain ? -1 : 1)),
    complaints: complaintRate([...delivered.keys()].map(complaintsOf), reporting),
  };
}

async function countDelivered(db: Database, dispatch: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['domain', fn.countAll<number>().as('count')])
    .where('dispatch', '=', dispatch)
    .where('state', 'in', ['accepted', 'complained'])
    .groupBy('domain')
    .execute();
  return new Map(rows.map(({ domain, count }) => [domain, Number(count)]));
}

function sumReasons(rows: readonly EventRow[]): FeedbackCount[] {
  const sums = new Map<string, FeedbackCount>();
  for (const { kind, cause, count } of rows) {
    const key = `${kind} ${cause}`;
    sums.set(key, { kind, cause, count: (sums.get(key)?.count ?? 0) + count });
  }
  return [...sums.values()];
}
