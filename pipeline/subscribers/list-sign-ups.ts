import type { NoticeState } from '../store/consent-schema.ts';
import type { Database, Store } from '../store/store.ts';
import { purposeLifetime } from './links/purpose.ts';
import type { SubscriberFilter } from './list-subscribers.ts';

/** A sign-up, with the outcome of its confirmation mail. */
export interface SignUpRecord {
  readonly address: string;
  readonly name: string | undefined;
  readonly locale: string;
  /** The ids of the lists that were chosen. */
  readonly lists: readonly string[];
  readonly timeZone: string | undefined;
  readonly signedUpAt: Date;
  /** When the link in the mail expires. */
  readonly linkLapsesAt: Date;
  readonly confirmedAt: Date | undefined;
  readonly mail: {
    /**
     * void: no confirmation was sent, because the address already subscribes, is suppressed, or has reached
     * its daily limit.
     */
    readonly state: NoticeState;
    readonly messageId: string;
    readonly attempts: number;
    /** The mail server's last reply, or why it could not be reached, without addresses. */
    readonly reply: string | undefined;
    /** The time of the next attempt; undefined unless the mail is planned. */
    readonly nextAttemptAt: Date | undefined;
  };
}

const pageSize = 1000;

/** The unconfirmed sign-ups of addresses that do not subscribe, oldest first, read page by page. */
export async function* eachOpenSignUp(
  store: Store,
  { locale, list }: Pick<SubscriberFilter, 'locale' | 'list'> = {},
): AsyncGenerator<SignUpRecord, void> {
  for (let after = { at: -1, id: '' }; ; ) {
    const page = await store.read((db) => readOpen(db, locale, after));
    for (const row of page) {
      const signUp = describe(row);
      if (list === undefined || signUp.lists.includes(list)) yield signUp;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = { at: last.created_at, id: last.id };
  }
}

/** All stored sign-ups of a normalised address, oldest first. */
export async function findSignUps(db: Database, normalised: string): Promise<SignUpRecord[]> {
  const rows = await selectSignUps(db).where('signups.normalised', '=', normalised).execute();
  return rows.map(describe);
}

function readOpen(db: Database, locale: string | undefined, after: { at: number; id: string }) {
  let query = selectSignUps(db)
    .where('signups.confirmed_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('subscribers')
            .select('subscribers.id')
            .whereRef('subscribers.normalised', '=', 'signups.normalised')
            .where('subscribers.state', '=', 'active'),
        ),
      ),
    )
    .where(({ eb, and, or }) =>
      or([
        eb('signups.created_at', '>', after.at),
        and([eb('signups.created_at', '=', after.at), eb('signups.id', '>', after.id)]),
      ]),
    )
    .limit(pageSize);
  if (locale !== undefined) query = query.where('signups.locale', '=', locale);
  return query.execute();
}

/** The subject of a notice is the id of its sign-up. A void notice has no subject. */
const selectSignUps = (db: Database) =>
  db
    .selectFrom('signups')
    // A subscriber keeps the id of their sign-up, so other mail may have the same subject.
    .leftJoin('notices', (join) =>
      join.onRef('notices.subject', '=', 'signups.id').on('notices.kind', '=', 'confirm'),
    )
    .selectAll('signups')
    .select(['notices.state', 'notices.attempts', 'notices.reply', 'notices.next_attempt_at'])
    .orderBy('signups.created_at')
    .orderBy('signups.id');

type Row = Awaited<ReturnType<ReturnType<typeof selectSignUps>['execute']>>[number];

function describe(row: Row): SignUpRecord {
  const state = row.state ?? 'void';
  return {
    address: row.address,
    name: row.name ?? undefined,
    locale: row.locale,
    lists: JSON.parse(row.lists) as string[],
    timeZone: row.time_zone ?? undefined,
    signedUpAt: new Date(row.created_at),
    linkLapsesAt: new Date(row.created_at + purposeLifetime.confirm * 1000),
    confirmedAt: row.confirmed_at === null ? undefined : new Date(row.confirmed_at),
    mail: {
      state,
      messageId: row.message_id,
      attempts: row.attempts ?? 0,
      reply: row.reply ?? undefined,
      nextAttemptAt:
        state === 'planned' && row.next_attempt_at !== null ? new Date(row.next_attempt_at) : undefined,
    },
  };
}
