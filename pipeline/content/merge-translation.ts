import type { AlignedItem } from './align-blocks.ts';
import { blockDefinition } from './blocks/registry.ts';
import { capital } from './check-object.ts';
import { isInherited, mustTranslate, type Shape } from './fields.ts';
import { storyShape } from './issue-schema.ts';
import { leniency } from './leniency.ts';
import type { ParsedDocument } from './parse-document.ts';

type Values = Record<string, unknown>;

/**
 * Fills a translation's block or story up from its source and reports the words that are missing.
 * Undefined when either of them is not usable, or nothing is to stand there.
 */
export function mergeItem(
  document: ParsedDocument,
  translation: ParsedDocument,
  { source, translation: own, kind }: AlignedItem,
): Values | undefined {
  if (own.omit || own.values === undefined) return undefined;
  if (source === undefined) return own.values;
  if (source.values === undefined) return undefined;
  const shape = kind === undefined ? storyShape : blockDefinition(kind).shape;
  const place = () => translation.reading.tree.place(own.path);
  const where = kind === undefined ? `story ${Number(own.path[1]) + 1}` : `the ${kind}`;
  const { values, missing } = mergeFields(shape, source.values, own.values);
  const { report, hidden, tree } = translation.reading;
  if (missing.length > 0) {
    for (const field of missing) {
      if (hidden.includes(field)) continue;
      const options = leniency(document, translation);
      const hint = 'The source has it: translate it.';
      if (field === 'alt') report.add('missing-alt', { where: capital(where) }, place(), options);
      else report.add('missing-field', { field, where, hint }, place(), options);
    }
    return undefined;
  }
  const [items, original] = [values['list'], source.values['list']];
  if (Array.isArray(items) && Array.isArray(original) && items.length !== original.length) {
    const data = { source: original.length, translation: items.length };
    report.add('translation-list', data, tree.place([...own.path, 'list']));
  }
  if (values['image'] !== undefined && values['alt'] === undefined) {
    report.add('missing-alt', { where: capital(where) }, tree.placeOfKey([...own.path, 'image']));
    return undefined;
  }
  // A story leads to one place: that of the translation, where it has one.
  if (own.values['link']) delete values['issue'];
  if (own.values['issue']) delete values['link'];
  return { ...values, id: source.values['id'] ?? own.values['id'] };
}

/** A translation's own values, the inherited ones of its source, and the names of the words that it lacks. */
export function mergeFields(
  shape: Shape,
  source: Values,
  own: Values,
): { values: Values; missing: string[] } {
  const values: Values = {};
  const missing: string[] = [];
  for (const [key, schema] of Object.entries(shape)) {
    const given = own[key];
    if (given !== undefined) {
      if (given !== null) values[key] = given;
    } else if (isInherited(schema)) {
      if (source[key] !== undefined) values[key] = source[key];
    } else if (mustTranslate(schema) && source[key] !== undefined) {
      // An image that the translation took away needs no words.
      if (!(own['image'] === null && ['alt', 'caption'].includes(key))) missing.push(key);
    }
  }
  return { values, missing };
}
