import { z } from 'zod';

/**
 * What a field contains. The role decides how Courant checks, translates and renders the field:
 * - `inline`: inline Markdown, to be translated
 * - `cells`: a row of a table, inline Markdown with "|" between the cells, to be translated
 * - `text`: plain text, to be translated
 * - `alt`: plain text that describes a picture, to be translated
 * - `name`: plain text that may be the same in every language (a person, a credit): a translation need not
 * give it
 * - `address`, `asset`, `slug`, `date`, `moment`, `period`, `flag`, `choice`: the same in every language
 * unless a translation overrides it
 * - `crop`, `focus`: how the picture of another field is cut; a translation inherits them with the picture
 * - `percent`: a value of a crop or a focus
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
  | 'crop'
  | 'focus'
  | 'percent'
  | 'note'
  | 'id';

interface FieldMeta {
  readonly role?: FieldRole | undefined;
  /** The field of the picture that this field describes. Without the picture it means nothing. */
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

/** The description of a picture for people who cannot see it. `subject` is the field of the picture. */
export const alt = (subject: string, description: string) => about(subject, field('alt')(description));

const percent = (description: string) =>
  z
    .string()
    .regex(/^(?:100|\d{1,2}(?:\.\d{1,2})?)%$/)
    .describe(description)
    .register(registered, { role: 'percent' });

/**
 * How much of a picture is cut off on each side, in percent of the full picture. `subject` is the field of the
 * picture.
 */
export const crop = (subject: string, description: string) =>
  z
    .strictObject({
      top: percent('How much to cut off at the top, from 0% to 100% of the height: "10%".').optional(),
      right: percent('How much to cut off on the right, from 0% to 100% of the width: "10%".').optional(),
      bottom: percent('How much to cut off at the bottom, from 0% to 100% of the height: "10%".').optional(),
      left: percent('How much to cut off on the left, from 0% to 100% of the width: "10%".').optional(),
    })
    .describe(description)
    .register(registered, { role: 'crop', subject });

/**
 * The point of a picture that stays visible where the picture is cut to another shape, in percent of the full
 * picture. `subject` is the field of the picture.
 */
export const focus = (subject: string, description: string) =>
  z
    .strictObject({
      x: percent('The distance from the left edge, from 0% to 100% of the width: "50%".'),
      y: percent('The distance from the top edge, from 0% to 100% of the height: "30%".'),
    })
    .describe(description)
    .register(registered, { role: 'focus', subject });

/** Words about a picture. A translation that removes the picture does not need them. */
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

/** A field whose presence alone has a meaning: `divider: true`. */
export const mark = (description: string) =>
  z.literal(true).describe(description).register(registered, { role: 'flag' });

/** A field with one of a few words as its value. */
export const choice = <const Words extends readonly [string, ...string[]]>(
  words: Words,
  description: string,
) => z.enum(words).describe(description).register(registered, { role: 'choice' });

/** A list with at least one value. */
export const several = <Schema extends z.ZodType>(item: Schema, description: string) =>
  z.array(item).min(1).describe(description);

export type Shape = Readonly<Record<string, z.ZodType>>;

/** The role of a field, or of its items or inner value if the field is a list, optional or nullable. */
export function roleOf(schema: z.ZodType): FieldRole | undefined {
  return metaOf(schema).role;
}

/** The picture field that a field describes, if any. */
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

/** Results are kept, because every check and every rendering needs them for every field of every block. */
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
export function isCollectionField(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return isCollectionField(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodArray;
}

/** Whether a field contains words for readers, which a translator may have to write. */
export function hasWords(schema: z.ZodType): boolean {
  return mustTranslate(schema) || roleOf(schema) === 'name';
}

/** Whether a field holds inline Markdown. */
export function hasInline(schema: z.ZodType): boolean {
  return ['inline', 'cells'].includes(roleOf(schema) ?? '');
}

/** Whether a translation must have its own words for a field that the source has. */
export function mustTranslate(schema: z.ZodType): boolean {
  return ['inline', 'cells', 'text', 'alt'].includes(roleOf(schema) ?? '');
}

/** Whether a translation inherits a field from the source unless it gives its own value. */
export function isInherited(schema: z.ZodType): boolean {
  const role = roleOf(schema);
  return role !== undefined && !mustTranslate(schema) && role !== 'note' && role !== 'id';
}

/** The fields as a translation may write them: all are optional, and null removes an inherited value. */
export function translated<S extends Shape>(shape: S): Record<keyof S & string, z.ZodType> {
  const entries = Object.entries(shape).map(([key, schema]) => {
    if (!(schema instanceof z.ZodOptional)) return [key, schema.optional()];
    const inner = schema.unwrap() as z.ZodType;
    // Repeat the description on the outer schema: otherwise editors show that of an alternative.
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
