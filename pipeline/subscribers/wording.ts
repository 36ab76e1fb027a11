import { createHash } from 'node:crypto';
import type { Writer } from '../store/store.ts';

/** A text that somebody agrees to. */
export interface Wording {
  readonly text: string;
  readonly locale: string;
}

/** Identifies a wording by its content, so that each change of a word makes a new version. */
function wordingVersion({ text }: Wording): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * Stores the text of a wording once and returns its version, so that a consent refers to the text that the
 * person read.
 */
export async function recordWording(db: Writer, wording: Wording, now: number): Promise<string> {
  const version = wordingVersion(wording);
  await db
    .insertInto('wordings')
    .values({ version, ...wording, first_used_at: now })
    .onConflict((conflict) => conflict.columns(['version', 'locale']).doNothing())
    .execute();
  return version;
}
