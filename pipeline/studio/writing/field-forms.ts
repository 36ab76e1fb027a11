import { z } from 'zod';
import { roleOf, type Shape, subjectOf } from '../../content/blocks/fields.ts';
import type { FieldForm, FormRole } from '../protocol/write.ts';

/** How many characters of these texts most phones show. */
const limits: Readonly<Record<string, number>> = { subject: 50, preheader: 100 };

/** Fields whose type alone does not say what they contain. */
const known: Readonly<Record<string, FormRole>> = { editions: 'language', withdrawn: 'withdrawal' };

/** Describes the fields of a shape, so that a page can show and edit them. */
export function fieldForms(shape: Shape): FieldForm[] {
  return Object.entries(shape).map(([name, schema]) => {
    const layers = layersOf(schema);
    const core = layers.at(-1) ?? schema;
    const subject = layers.map(subjectOf).find((each) => each !== undefined);
    const description = layers.map((each) => each.description).find((each) => each !== undefined);
    return {
      name,
      role: known[name] ?? formRole(core),
      isList: layers.some((each) => each instanceof z.ZodArray),
      isMap: layers.some((each) => each instanceof z.ZodRecord),
      isOptional: schema instanceof z.ZodOptional,
      ...(core instanceof z.ZodEnum && { choices: core.options.map(String) }),
      description: description ?? '',
      ...(subject !== undefined && { subject }),
      ...(limits[name] !== undefined && { limit: limits[name] }),
    };
  });
}

function formRole(core: z.ZodType): FormRole {
  const role = roleOf(core);
  if (role !== undefined) return role;
  if (core instanceof z.ZodEnum) return 'choice';
  if (core instanceof z.ZodBoolean) return 'flag';
  if (core instanceof z.ZodNumber) return 'number';
  return core instanceof z.ZodString ? 'text' : 'other';
}

/** A schema and those inside it, from the outermost to the one that describes a single value. */
function layersOf(schema: z.ZodType): z.ZodType[] {
  const inner = innerOf(schema);
  return inner === undefined ? [schema] : [schema, ...layersOf(inner)];
}

function innerOf(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return schema.unwrap() as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  // One value or several, as the notes to the translators.
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.ZodType[]).find((each) => each instanceof z.ZodArray);
  return undefined;
}
