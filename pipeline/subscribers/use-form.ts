import type { Writer } from '../store/store.ts';

/** A submitted form. */
interface SentForm {
  /** The value that the form guard issued. Every form has a different one. */
  readonly value: string;
  /** The person's key; see `PersonKey`. */
  readonly person: string;
  /** In milliseconds since 1970. The guard refuses the form from then on. */
  readonly expires: number;
}

/**
 * new: the first submission; repeated: submitted before for the same address; reused: submitted before for
 * another address.
 */
export type FormUse = 'new' | 'repeated' | 'reused';

/** Records that a form was submitted. A form works once; a second click on its button is `repeated`. */
export async function useForm(db: Writer, { value, person, expires }: SentForm): Promise<FormUse> {
  const rows = await db
    .insertInto('form_uses')
    .values({ value, used_for: person, expires_at: expires })
    .onConflict((conflict) => conflict.column('value').doNothing())
    .returning('value')
    .execute();
  if (rows.length === 1) return 'new';
  const former = await db
    .selectFrom('form_uses')
    .select('used_for')
    .where('value', '=', value)
    .executeTakeFirst();
  return former?.used_for === person ? 'repeated' : 'reused';
}
