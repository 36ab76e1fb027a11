import { withLedgerNames } from '../delivery/ledger/issue-names.ts';
import type { Database, Store } from '../store/store.ts';
import { countNewReaders } from './count-new-readers.ts';
import { readFigures } from './read-figures.ts';
import type { IssueFigures, Report } from './report.ts';
import type { CountedVisits } from './visits/count-visits.ts';

interface ReportOptions {
  readonly transport: string;
  /** Limits the report to issues with these names; every dispatch when left out. */
  readonly names?: readonly string[] | undefined;
  /** How many dispatches to report, latest first. */
  readonly latest: number;
  /** What the log of the web server says about the addresses that `readPageAddresses` returned. */
  readonly visits?: CountedVisits | undefined;
}

/** Counts the figures of the latest dispatches from the rows of the ledger. Changes nothing. */
export function readReport(
  store: Store,
  { transport, names, latest, visits }: ReportOptions,
): Promise<Report> {
  return store.read(async (db) => {
    const dispatches = await readDispatches(db, transport, { names, latest });
    const issues: IssueFigures[] = [];
    for (const { id, issue, revision, created_at } of dispatches) {
      const createdAt = Number(created_at);
      const figures = await readFigures(db, id, visits?.pages.get(id));
      const newSince = await countNewReaders(db, createdAt, await nextDispatchAt(db, transport, id));
      issues.push({ issue, dispatch: id, revision, createdAt, ...figures, newSince });
    }
    return { issues, readers: await countReaders(db), log: visits?.log };
  });
}

/** The address of the web version of each edition, by dispatch and locale. */
export function readPageAddresses(
  store: Store,
  { transport, names, latest }: Omit<ReportOptions, 'visits'>,
): Promise<{ dispatch: number; locale: string; address: string }[]> {
  return store.read(async (db) => {
    const dispatches = await readDispatches(db, transport, { names, latest });
    if (dispatches.length === 0) return [];
    const rows = await db
      .selectFrom('dispatch_editions')
      .select(['dispatch', 'locale', 'edition'])
      .where(
        'dispatch',
        'in',
        dispatches.map(({ id }) => id),
      )
      .execute();
    return rows.map(({ dispatch, locale, edition }) => {
      const { webUrl } = JSON.parse(edition) as { webUrl: string };
      return { dispatch, locale, address: webUrl };
    });
  });
}

async function readDispatches(
  db: Database,
  transport: string,
  { names, latest }: Pick<ReportOptions, 'names' | 'latest'>,
) {
  let query = db
    .selectFrom('dispatches')
    .select(['id', 'issue', 'revision', 'created_at'])
    .where('transport', '=', transport)
    .orderBy('id', 'desc')
    .limit(latest);
  if (names !== undefined) query = query.where('issue', 'in', await withLedgerNames(db, names));
  return query.execute();
}

async function nextDispatchAt(
  db: Database,
  transport: string,
  dispatch: number,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('dispatches')
    .select('created_at')
    .where('transport', '=', transport)
    .where('id', '>', dispatch)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row && Number(row.created_at);
}

async function countReaders(db: Database): Promise<Report['readers']> {
  const rows = await db
    .selectFrom('subscribers')
    .select(({ fn }) => ['locale', fn.countAll<number>().as('count')])
    .where('state', '=', 'active')
    .groupBy('locale')
    .execute();
  return rows
    .map(({ locale, count }) => ({ locale: locale ?? '', count: Number(count) }))
    .sort((one, other) => other.count - one.count || (one.locale < other.locale ? -1 : 1));
}
