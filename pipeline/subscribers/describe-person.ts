import type { Database } from '../store/store.ts';
import { findSignUps, type SignUpRecord } from './list-sign-ups.ts';
import { readFeedback, readSuppressions } from './read-history.ts';

/**
 * All data about one person, for that person (GDPR, articles 15 and 20): plain JSON with times in ISO 8601.
 * Undefined when there is no such subscriber.
 */
export async function describePerson(db: Database, id: string) {
  const person = await db.selectFrom('subscribers').selectAll().where('id', '=', id).executeTakeFirst();
  if (person === undefined) return undefined;
  const lists = await db
    .selectFrom('subscriptions')
    .select(['list', 'since'])
    .where('subscriber', '=', id)
    .orderBy('list')
    .execute();
  const consents = await db
    .selectFrom('consents')
    .leftJoin('wordings', (join) =>
      join
        .onRef('wordings.version', '=', 'consents.wording')
        .onRef('wordings.locale', '=', 'consents.wording_locale'),
    )
    .selectAll('consents')
    .select('wordings.text')
    .where('subscriber', '=', id)
    .orderBy('consents.id')
    .execute();
  const deliveries = await db
    .selectFrom('dispatches')
    .innerJoin('deliveries', 'deliveries.dispatch', 'dispatches.id')
    .select(['dispatches.issue', 'deliveries.locale', 'deliveries.state', 'deliveries.message_id'])
    .select('deliveries.updated_at')
    .where('subscriber', '=', id)
    .orderBy('deliveries.id')
    .execute();
  const signUps = await findSignUps(db, person.normalised);
  return {
    address: person.address,
    name: person.name,
    locale: person.locale,
    state: person.state,
    source: person.source,
    timeZone: person.time_zone,
    pausedUntil: moment(person.paused_until),
    createdAt: moment(person.created_at),
    updatedAt: moment(person.updated_at),
    lists: lists.map(({ list, since }) => ({ list, since: moment(since) })),
    consents: consents.map((row) => ({
      kind: row.kind,
      at: moment(row.at),
      source: row.source,
      lists: row.lists === null ? null : (JSON.parse(row.lists) as string[]),
      wording:
        row.wording === null ? null : { version: row.wording, locale: row.wording_locale, text: row.text },
      evidence: row.evidence,
      requestedAt: moment(row.requested_at),
      messageId: row.message_id,
    })),
    deliveries: deliveries.map(({ issue, locale, state, message_id, updated_at }) => ({
      issue,
      locale,
      state,
      messageId: message_id,
      at: moment(updated_at),
    })),
    feedback: await readFeedback(db, id),
    suppressions: await readSuppressions(db, id),
    signUps: signUps.map(describeSignUp),
  };
}

/**
 * The data about an address that signed up and never confirmed. Undefined when there is no sign-up either.
 */
export async function describeUnconfirmed(db: Database, normalised: string) {
  const signUps = await findSignUps(db, normalised);
  const last = signUps.at(-1);
  return last && { address: last.address, state: 'unconfirmed', signUps: signUps.map(describeSignUp) };
}

function describeSignUp({ mail, ...signUp }: SignUpRecord) {
  return {
    address: signUp.address,
    name: signUp.name ?? null,
    locale: signUp.locale,
    lists: signUp.lists,
    timeZone: signUp.timeZone ?? null,
    signedUpAt: signUp.signedUpAt.toISOString(),
    linkLapsesAt: signUp.linkLapsesAt.toISOString(),
    confirmedAt: signUp.confirmedAt?.toISOString() ?? null,
    mail: { ...mail, reply: mail.reply ?? null, nextAttemptAt: mail.nextAttemptAt?.toISOString() ?? null },
  };
}

const moment = (time: number | null) => (time === null ? null : new Date(time).toISOString());
