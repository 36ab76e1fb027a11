import { suggest } from '../../foundation/problems/suggest.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';
import { translated } from '../blocks/fields.ts';
import { extraFields, listShape, translationShape } from '../issue-schema.ts';
import type { ParsedDocument } from '../parse-document.ts';
import type { Part } from './compare-translation.ts';
import { shapeOf } from './words.ts';

/** A key that is probably misspelt, such as `captoin`, with the key that was probably meant, `caption`. */
interface MisspeltKey {
  readonly path: Path;
  readonly key: string;
  readonly meant: string;
}

/** The misspelt keys in a part of a translation. For a field of the head, the misspelt key of that field. */
export function misspeltKeys(part: Part, translation: ParsedDocument | undefined): MisspeltKey[] {
  const root = translation?.reading.tree.value as Record<string, unknown> | undefined;
  if (root === undefined) return [];
  if (part.list === 'fields') {
    const found = misspelt(root, { ...translationShape, ...listShape });
    return found.filter(({ meant }) => meant === part.key).map((each) => ({ path: [each.key], ...each }));
  }
  const path = part.translationPath;
  if (path === undefined) return [];
  const items = root[String(path[0])];
  const raw: unknown = Array.isArray(items) ? items[Number(path[1])] : undefined;
  if (typeof raw !== 'object' || raw === null) return [];
  const shape = { ...translated(shapeOf(part.list, part.kind)), ...extraFields('translation') };
  return misspelt(raw, shape).map((each) => ({ path: [...path, each.key], ...each }));
}

/** A key that exists in the object cannot be the one that was meant. */
function misspelt(values: object, shape: object): { key: string; meant: string }[] {
  const known = Object.keys(shape).filter((key) => !Object.hasOwn(values, key));
  return Object.keys(values).flatMap((key) => {
    const meant = Object.hasOwn(shape, key) ? undefined : suggest(key, known);
    return meant === undefined ? [] : { key, meant };
  });
}
