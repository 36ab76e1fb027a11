import type { Store } from '../../store/store.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import { addCounts } from './count-requests.ts';
import { parseJson } from './json-fields.ts';
import { providerNames } from './provider.ts';
import { providers } from './providers.ts';
import { countsOf } from './receive-webhook.ts';

/** The result of reading the kept requests again. */
export interface Replayed {
  readonly requests: number;
  readonly events: number;
  /** Requests that still cannot be read. */
  readonly malformed: number;
}

interface ReplayOptions {
  readonly store: Store;
  readonly apply: (events: readonly FeedbackEvent[]) => Promise<unknown>;
}

/** Small enough to hold in memory, because one request may have two megabytes. */
const batchSize = 50;

/**
 * Reads the kept requests again and applies their events: after a parser was corrected, or after events could not be
 * applied. The same event again changes nothing. Only genuine requests are kept, so nothing is verified again.
 */
export async function replayWebhooks({ store, apply }: ReplayOptions): Promise<Replayed> {
  const replayed = { requests: 0, events: 0, malformed: 0 };
  let after = 0;
  for (;;) {
    const rows = await store.read((db) =>
      db
        .selectFrom('webhook_requests')
        .selectAll()
        .where('id', '>', after)
        // An erased person's requests are empty.
        .where('body', '<>', '')
        .orderBy('id')
        .limit(batchSize)
        .execute(),
    );
    for (const { id, source, body, received_at, outcome } of rows) {
      after = Number(id);
      const name = providerNames.find((each) => each === source);
      const reading = name && providers[name].read(parseJson(body), Number(received_at));
      replayed.requests += 1;
      if (reading === undefined) {
        replayed.malformed += 1;
        continue;
      }
      await apply(reading.events);
      replayed.events += reading.events.length;
      if (outcome === 'read') continue;
      await store.transaction(async (db) => {
        await db.updateTable('webhook_requests').set({ outcome: 'read' }).where('id', '=', id).execute();
        await addCounts(db, source, [{ outcome: 'read' }, ...countsOf(reading)]);
      });
    }
    if (rows.length < batchSize) return replayed;
  }
}
