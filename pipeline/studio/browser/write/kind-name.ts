import { knownText } from '../texts/t.ts';
import type { KindPlan } from './article-schema.ts';

/** The name of a kind of block or of a field of the head in the interface's language. */
export function partName(kind: string): string {
  return knownText([`part_${kind}`]) ?? kind;
}

/** The name of a kind. A kind of the publication has only the name that its definition gives: "a pull quote". */
export function kindName({ form }: KindPlan): string {
  return knownText([`part_${form.kind}`]) ?? (form.label.replace(/^(?:an?|the)\s+/i, '') || form.kind);
}

/** The name of a field, within its block or in the head. */
export function fieldName(field: string): string {
  return knownText([`field_${field}`, `part_${field}`]) ?? field;
}
