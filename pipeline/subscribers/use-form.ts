import type { Writer } from '../store/store.ts';

/** A form as somebody sent it. */
export interface SentForm {
  /** The value that the form's guard gave it; no other form has the same one. */
  readonly value: string;
  /** Whom it is about, as `PersonKey` names them. */
  readonly person: string;
  /** In milliseconds since 1970; the guard refuses the form from then on. */
  readonly expires: number;
}

/** new: it was not sent before; repeated: the same was sent before; reused: it was sent for another address. */
export type FormUse = 'new' | 'repeated' | 'reused';

/** Notes that a form was sent. A form is good once; a second click on its button is `repeated`. */
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
