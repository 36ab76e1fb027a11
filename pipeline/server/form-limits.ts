import { createHmac, hkdfSync } from 'node:crypto';
import { hour, minute } from '../foundation/time/durations.ts';
import type { Store } from '../store/store.ts';
import { isMailExhausted, type MailLimits } from '../subscribers/mail-limits.ts';
import { networkOf } from './network-of.ts';

/** Limits how often the forms that send mail may be used. */
export interface FormLimits {
  /**
   * Counts a form before its body is read. `address` is the client's IP address. Returns false when the
   * client's network has sent too many forms within an hour, or when all forms together have caused too much
   * mail.
   */
  take(address: string): Promise<boolean>;
}

interface FormLimitsOptions {
  readonly store: Store;
  readonly limits: MailLimits & { readonly perNetwork: number };
  /** The result of `parseSecrets`. */
  readonly secrets: readonly string[];
  /** In milliseconds since 1970. */
  readonly clock: () => number;
}

const mostRemembered = 10_000;

/**
 * Creates the limits. Their counters are in the store, so that several servers share them and they survive a
 * restart.
 */
export function createFormLimits({ store, limits, secrets, clock }: FormLimitsOptions): FormLimits {
  const key = Buffer.from(hkdfSync('sha256', secrets[0] ?? '', '', 'courant network v1', 32));
  const hash = (network: string) => createHmac('sha256', key).update(network).digest('hex').slice(0, 32);
  /**
   * The networks over their limit, with the time at which their hour ends, so that refusing them again needs
   * no transaction.
   */
  const refused = new Map<string, number>();
  let nextCleaning = 0;
  return {
    async take(address) {
      const now = clock();
      const network = hash(networkOf(address));
      if ((refused.get(network) ?? 0) > now) return false;
      const isCleaning = now >= nextCleaning;
      if (isCleaning) nextCleaning = now + minute;
      const { posts, ends } = await store.transaction(async (db) => {
        if (isCleaning) {
          await db.deleteFrom('form_posts').where('ends_at', '<=', now).execute();
          await db.deleteFrom('form_uses').where('expires_at', '<=', now).execute();
        }
        return countPost(db, network, now);
      });
      if (posts > limits.perNetwork) {
        if (refused.size >= mostRemembered) refused.clear();
        refused.set(network, ends);
        return false;
      }
      return !(await store.read((db) => isMailExhausted(db, limits, now)));
    },
  };
}

async function countPost(
  db: Parameters<Parameters<Store['transaction']>[0]>[0],
  network: string,
  now: number,
) {
  const row = await db
    .insertInto('form_posts')
    .values({ network, posts: 1, ends_at: now + hour })
    .onConflict((conflict) =>
      conflict.column('network').doUpdateSet(({ eb, ref }) => {
        const hasEnded = eb('form_posts.ends_at', '<=', now);
        return {
          posts: eb
            .case()
            .when(hasEnded)
            .then(1)
            .else(eb('form_posts.posts', '+', 1))
            .end(),
          ends_at: eb
            .case()
            .when(hasEnded)
            .then(now + hour)
            .else(ref('form_posts.ends_at'))
            .end(),
        };
      }),
    )
    .returning(['posts', 'ends_at'])
    .executeTakeFirstOrThrow();
  return { posts: Number(row.posts), ends: Number(row.ends_at) };
}
