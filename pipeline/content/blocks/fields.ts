import { z } from 'zod';

/**
 * What a field holds. The role decides how the field is checked, translated and rendered:
 * - `inline`: inline Markdown, to be translated
 * - `cells`: a row of a table, inline Markdown with "|" between the cells, to be translated
 * - `text`: plain text, to be translated
 * - `alt`: plain text that describes a picture, to be translated
 * - `name`: plain text that may be the same in every language (a person, a credit): translated when it is given
 * - `address`, `asset`, `slug`, `date`, `moment`, `period`, `flag`, `choice`: the same in every language unless
 *   a translation overrides it
 * - `note`, `id`: for the people who write; readers never see it
 */
export type FieldRole =
  | 'inline'
  | 'cells'
  | 'text'
  | 'alt'
  | 'name'
  | 'address'
  | 'asset'
  | 'slug'
  | 'date'
  | 'moment'
  | 'period'
  | 'flag'
  | 'choice'
  | 'note'
  | 'id';

interface FieldMeta {
  readonly role?: FieldRole | undefined;
  /** The picture's field that this one describes: it means nothing without the picture. */
  readonly subject?: string | undefined;
}

const registered = z.registry<FieldMeta>();

const field = (role: FieldRole) => (description: string) =>
  z.string().min(1).describe(description).register(registered, { role });

export const inline = field('inline');
export const cells = field('cells');
export const text = field('text');
export const name = field('name');
export const address = field('address');
export const asset = field('asset');
export const slug = field('slug');
export const period = field('period');
export const note = field('note');

/** The description of a picture for people who cannot see it. `subject` is the picture's field. */
export const alt = (subject: string, description: string) => about(subject, field('alt')(description));

/** Words about a picture: a translation without the picture needs none. */
export function about<Schema extends z.ZodType>(subject: string, schema: Schema): Schema {
  registered.add(schema, { ...registered.get(schema), subject });
  return schema;
}

export const date = (description: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe(description)
    .register(registered, { role: 'date' });

export const moment = (description: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})?)?$/)
    .describe(description)
    .register(registered, { role: 'moment' });

export const id = (description: string) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe(description)
    .register(registered, { role: 'id' });

export const flag = (description: string) =>
  z.boolean().describe(description).register(registered, { role: 'flag' });

/** A field that means yes when it is present: `divider: true`. */
export const mark = (description: string) =>
  z.literal(true).describe(description).register(registered, { role: 'flag' });

/** One of a few words. */
export const choice = <const Words extends readonly [string, ...string[]]>(
  words: Words,
  description: string,
) => z.enum(words).describe(description).register(registered, { role: 'choice' });

/** A list of values, at least one. */
export const several = <Schema extends z.ZodType>(item: Schema, description: string) =>
  z.array(item).min(1).describe(description);

export type Shape = Readonly<Record<string, z.ZodType>>;

/** The role of a field, whether it is optional, may be null, or holds several values. */
export function roleOf(schema: z.ZodType): FieldRole | undefined {
  return metaOf(schema).role;
}

/** The picture's field that a field describes, if it describes one. */
export function subjectOf(schema: z.ZodType): string | undefined {
  return metaOf(schema).subject;
}

function metaOf(schema: z.ZodType): FieldMeta {
  const known = metasFound.get(schema);
  if (known) return known;
  const meta = registered.get(unwrap(schema)) ?? {};
  metasFound.set(schema, meta);
  return meta;
}

/** Every check and every rendering needs it, for every field of every block. */
const metasFound = new WeakMap<z.ZodType, FieldMeta>();

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return unwrap(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) return unwrap(schema.element as z.ZodType);
  if (schema instanceof z.ZodRecord) return unwrap(schema.valueType as z.ZodType);
  return schema;
}

export function isOptional(schema: z.ZodType): boolean {
  return schema instanceof z.ZodOptional;
}

/** Whether a field holds several values. */
export function holdsSeveral(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return holdsSeveral(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodArray;
}

/** Whether a field has words for readers, which a translator may have to write. */
export function hasWords(schema: z.ZodType): boolean {
  return mustTranslate(schema) || roleOf(schema) === 'name';
}

/** Whether a field holds inline Markdown. */
export function hasInline(schema: z.ZodType): boolean {
  return ['inline', 'cells'].includes(roleOf(schema) ?? '');
}

/** Whether a translation needs its own words for it when the source has it. */
export function mustTranslate(schema: z.ZodType): boolean {
  return ['inline', 'cells', 'text', 'alt'].includes(roleOf(schema) ?? '');
}

/** Whether a translation inherits it from the source unless it gives its own. */
export function isInherited(schema: z.ZodType): boolean {
  const role = roleOf(schema);
  return role !== undefined && !mustTranslate(schema) && role !== 'note' && role !== 'id';
}

/** The fields as a translation may give them: each is optional, and null removes an inherited one. */
export function translated<S extends Shape>(shape: S): Record<keyof S & string, z.ZodType> {
  const entries = Object.entries(shape).map(([key, schema]) => {
    if (!(schema instanceof z.ZodOptional)) return [key, schema.optional()];
    const inner = schema.unwrap() as z.ZodType;
    // Repeated on the outer schema: editors show the description of the field, not that of an alternative.
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
