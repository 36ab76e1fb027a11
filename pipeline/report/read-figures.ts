import type { DeliveryState } from '../store/schema.ts';
import type { Database } from '../store/store.ts';
import { takenBack } from '../subscribers/record-consents.ts';
import { readDeliveryTime } from './read-delivery-time.ts';
import type { EditionFigures, IssueFigures } from './report.ts';
import type { Visits } from './visits/visits.ts';

type Counts = ReadonlyMap<string, number>;

/** The key of what cannot be counted for a language. */
const noLocale = '';

/** Counts the figures of one dispatch, in total and for each language. */
export async function readFigures(
  db: Database,
  dispatch: number,
  visits: ReadonlyMap<string, Visits> | undefined,
): Promise<Omit<IssueFigures, 'issue' | 'dispatch' | 'revision' | 'createdAt' | 'newSince'>> {
  const states = await countStates(db, dispatch);
  const left = await countLeft(db, dispatch);
  const replies = await countReplies(db, dispatch);
  const editions: EditionFigures[] = [];
  for (const locale of [...states.keys()].sort()) {
    editions.push({
      locale,
      ...figuresOf(states.get(locale) ?? new Map()),
      left: left.get(locale) ?? 0,
      replies: replies.get(locale) ?? 0,
      time: await readDeliveryTime(db, dispatch, locale),
      visits: visits && (visits.get(locale) ?? { views: 0, visitors: 0 }),
    });
  }
  return {
    ...figuresOf(sumOf([...states.values()])),
    left: total(left),
    replies: total(replies),
    time: await readDeliveryTime(db, dispatch),
    visits: visits && {
      views: editions.reduce((sum, each) => sum + (each.visits?.views ?? 0), 0),
      visitors: editions.reduce((sum, each) => sum + (each.visits?.visitors ?? 0), 0),
    },
    editions,
  };
}

function figuresOf(counts: Counts) {
  const sum = (...states: readonly DeliveryState[]) =>
    states.reduce((found, state) => found + (counts.get(state) ?? 0), 0);
  const figures = {
    delivered: sum('accepted', 'complained'),
    bounced: sum('bounced'),
    refused: sum('rejected'),
    uncertain: sum('uncertain'),
    unsent: sum('planned', 'claimed', 'sending', 'deferred', 'expired'),
    complained: sum('complained'),
  };
  const { delivered, bounced, refused, uncertain, unsent } = figures;
  return { recipients: delivered + bounced + refused + uncertain + unsent, ...figures };
}

async function countStates(db: Database, dispatch: number): Promise<Map<string, Counts>> {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['locale', 'state', fn.countAll<number>().as('count')])
    .where('dispatch', '=', dispatch)
    .groupBy(['locale', 'state'])
    .execute();
  const byLocale = new Map<string, Map<string, number>>();
  for (const { locale, state, count } of rows) {
    const counts = byLocale.get(locale) ?? new Map<string, number>();
    byLocale.set(locale, counts.set(state, Number(count)));
  }
  return byLocale;
}

/**
 * A person who left twice, because they had subscribed again, counts once. A withdrawal that was taken back does not
 * count: what takes it back comes after it, with no other withdrawal of that person between them.
 */
async function countLeft(db: Database, dispatch: number): Promise<Counts> {
  const rows = await db
    .selectFrom('consents')
    .leftJoin('deliveries', (join) =>
      join
        .onRef('deliveries.dispatch', '=', 'consents.dispatch')
        .onRef('deliveries.subscriber', '=', 'consents.subscriber'),
    )
    .select(({ fn }) => ['deliveries.locale', fn.count<number>('consents.subscriber').distinct().as('count')])
    .where('consents.dispatch', '=', dispatch)
    .where('consents.kind', '=', 'withdrawn')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('consents as later')
            .select('later.id')
            .whereRef('later.subscriber', '=', 'consents.subscriber')
            .whereRef('later.id', '>', 'consents.id')
            .where('later.kind', '!=', 'withdrawn')
            .where('later.evidence', 'like', `${takenBack}%`)
            .where((between) =>
              between.not(
                between.exists(
                  between
                    .selectFrom('consents as another')
                    .select('another.id')
                    .whereRef('another.subscriber', '=', 'consents.subscriber')
                    .whereRef('another.id', '>', 'consents.id')
                    .whereRef('another.id', '<', 'later.id')
                    .where('another.kind', '=', 'withdrawn'),
                ),
              ),
            ),
        ),
      ),
    )
    .groupBy('deliveries.locale')
    .execute();
  return new Map(rows.map(({ locale, count }) => [locale ?? noLocale, Number(count)]));
}

async function countReplies(db: Database, dispatch: number): Promise<Counts> {
  const rows = await db
    .selectFrom('feedback_events')
    .leftJoin('deliveries', 'deliveries.id', 'feedback_events.delivery')
    .select(({ fn }) => ['deliveries.locale', fn.countAll<number>().as('count')])
    .where('feedback_events.dispatch', '=', dispatch)
    .where('feedback_events.kind', '=', 'reply')
    .where('feedback_events.state', '=', 'applied')
    .groupBy('deliveries.locale')
    .execute();
  return new Map(rows.map(({ locale, count }) => [locale ?? noLocale, Number(count)]));
}

function sumOf(all: readonly Counts[]): Counts {
  const sum = new Map<string, number>();
  for (const counts of all)
    for (const [state, count] of counts) sum.set(state, (sum.get(state) ?? 0) + count);
  return sum;
}

const total = (counts: Counts) => [...counts.values()].reduce((sum, count) => sum + count, 0);
