import { isInherited, mustTranslate, roleOf, type Shape, subjectOf } from './blocks/fields.ts';
import { blockDefinition } from './blocks/registry.ts';
import { capital } from './check-object.ts';
import { draftSeverity } from './draft-severity.ts';
import { storyShape } from './issue-schema.ts';
import type { MatchedItem } from './match-translation.ts';
import type { ParsedDocument } from './parse-document.ts';
import { checkBlock } from './parse-item.ts';
import { pictureWithoutAlt } from './pictures.ts';
import { reportUnevenLists } from './uneven-lists.ts';

type Values = Record<string, unknown>;

/**
 * Completes a block or story of a translation from its source, and reports missing words. Undefined if one of
 * the two is invalid, or if the translation leaves the block out.
 */
export function mergeItem(
  document: ParsedDocument,
  translation: ParsedDocument,
  { source, translation: own, kind }: MatchedItem,
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
      const options = draftSeverity(document, translation);
      const hint = 'Translate it: the source has it.';
      if (isAlt(shape, field)) report.add('missing-alt', { where: capital(where) }, place(), options);
      else report.add('missing-field', { field, where, hint }, place(), options);
    }
    return undefined;
  }
  const picture = pictureWithoutAlt(shape, values);
  if (picture !== undefined) {
    report.add('missing-alt', { where: capital(where) }, tree.placeOfKey([...own.path, picture]));
    return undefined;
  }
  if (kind !== undefined && !checkBlock(translation.reading, own.path, kind, values, own.values))
    return undefined;
  reportUnevenLists(document, translation, [source, own], shape);
  if (kind === undefined) keepOneTarget(values, own.values);
  return { ...values, id: source.values['id'] ?? own.values['id'] };
}

/** A story has one target: if the translation gives its own, it replaces that of the source. */
function keepOneTarget(values: Values, own: Values): void {
  if (own['link']) delete values['issue'];
  if (own['issue']) delete values['link'];
}

const isAlt = (shape: Shape, field: string) => shape[field] !== undefined && roleOf(shape[field]) === 'alt';

/**
 * Merges a translation's own values with those inherited from its source, and lists the fields that lack
 * words.
 */
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
      if (source[key] !== undefined && !isOfOtherPicture(schema, source, own)) values[key] = source[key];
    } else if (mustTranslate(schema) && source[key] !== undefined) {
      // A picture that the translation removes needs no words.
      if (own[subjectOf(schema) ?? ''] !== null) missing.push(key);
    }
  }
  return { values, missing };
}

/** Whether a field says how the picture of the source is cut, and the translation has another picture. */
function isOfOtherPicture(schema: Shape[string], source: Values, own: Values): boolean {
  const role = roleOf(schema);
  if (role !== 'crop' && role !== 'focus') return false;
  const picture = subjectOf(schema) ?? '';
  return own[picture] !== undefined && own[picture] !== source[picture];
}
