import type { Store, Writer } from '../store.ts';

/** One step of the schema. It is never changed once released: a change is a new step. */
export type Migration = (db: Writer, kind: Store['kind']) => Promise<void>;
