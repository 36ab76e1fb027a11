import { sql } from 'kysely';
import type { Writer } from '../store/store.ts';

/**
 * Empties the kept requests of mail providers that have one of these addresses. The rows stay, so that Courant
 * recognises a request that a provider repeats.
 */
export async function forgetWebhooks(db: Writer, normalised: readonly string[]): Promise<void> {
  for (const address of normalised) {
    const pattern = `%${address.replace(/[\\%_]/g, '\\$&')}%`;
    await db
      .updateTable('webhook_requests')
      .set({ body: '' })
      .where(sql<boolean>`lower(body) like ${pattern} escape '\\'`)
      .execute();
  }
}
