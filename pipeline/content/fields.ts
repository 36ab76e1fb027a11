import { z } from 'zod';

/**
 * What a field holds, which decides how it is checked, translated and rendered:
 * - `inline`: inline Markdown, to be translated
 * - `text`: plain text, to be translated
 * - `name`: plain text that may be the same in every language (a person, a credit): translated when it is given
 * - `address`, `asset`, `slug`, `date`, `moment`, `period`, `flag`: the same in every language unless overridden
 * - `note`, `id`: for the people who write; never shown
 */
export type FieldRole =
  | 'inline'
  | 'text'
  | 'name'
  | 'address'
  | 'asset'
  | 'slug'
  | 'date'
  | 'moment'
  | 'period'
  | 'flag'
  | 'note'
  | 'id';

const roles = z.registry<{ role: FieldRole }>();

const field = (role: FieldRole) => (description: string) =>
  z.string().min(1).describe(description).register(roles, { role });

export const inline = field('inline');
export const text = field('text');
export const name = field('name');
export const address = field('address');
export const asset = field('asset');
export const slug = field('slug');
export const period = field('period');
export const note = field('note');

export const date = (description: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe(description)
    .register(roles, { role: 'date' });

export const moment = (description: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/)
    .describe(description)
    .register(roles, { role: 'moment' });

export const id = (description: string) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe(description)
    .register(roles, { role: 'id' });

export const flag = (description: string) =>
  z.boolean().describe(description).register(roles, { role: 'flag' });

/** A field that says yes by being there: `divider: true`. */
export const mark = (description: string) =>
  z.literal(true).describe(description).register(roles, { role: 'flag' });

export type Shape = Readonly<Record<string, z.ZodType>>;

/** The role of a field, whether it is optional, may be null, or holds several. */
export function roleOf(schema: z.ZodType): FieldRole | undefined {
  const known = rolesFound.get(schema);
  if (known) return known.role;
  const role = roles.get(unwrap(schema))?.role;
  rolesFound.set(schema, { role });
  return role;
}

/** It is asked of every field of every block. */
const rolesFound = new WeakMap<z.ZodType, { readonly role: FieldRole | undefined }>();

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return unwrap(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) return unwrap(schema.element as z.ZodType);
  return schema;
}

export function isOptional(schema: z.ZodType): boolean {
  return schema instanceof z.ZodOptional;
}

/** Whether a translation must say it in its own words when the source says it. */
export function mustTranslate(schema: z.ZodType): boolean {
  const role = roleOf(schema);
  return role === 'inline' || role === 'text';
}

/** Whether a translation takes it over from the source unless it says otherwise. */
export function isInherited(schema: z.ZodType): boolean {
  const role = roleOf(schema);
  return role !== undefined && !['inline', 'text', 'note', 'id'].includes(role);
}

/** The fields as a translation may give them: each may be left out, and null takes an inherited one away. */
export function translated<S extends Shape>(shape: S): Record<keyof S & string, z.ZodType> {
  const entries = Object.entries(shape).map(([key, schema]) => {
    if (!(schema instanceof z.ZodOptional)) return [key, schema.optional()];
    const inner = schema.unwrap() as z.ZodType;
    // Said once more of the whole, since editors show what is said of the field and not of one of its kinds.
    return [
      key,
      inner
        .nullable()
        .describe(inner.description ?? '')
        .optional(),
    ];
  });
  return Object.fromEntries(entries) as Record<keyof S & string, z.ZodType>;
}
