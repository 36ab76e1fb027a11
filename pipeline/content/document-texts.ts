import { isMasked } from '../foundation/sources/mask-lines.ts';
import { isObject } from '../foundation/sources/reading.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import { type FieldRole, hasWords, roleOf, type Shape } from './blocks/fields.ts';
import type { BlockKind } from './blocks/registry.ts';
import { correctionShape, translationShape } from './issue-schema.ts';
import type { ParsedDocument } from './parse-document.ts';
import { shapeOfItem } from './parse-item.ts';

/** One text or address of a document as it was written. */
export interface DocumentText {
  readonly path: Path;
  readonly field: string;
  readonly role: FieldRole;
  /** The kind of the block that contains it, if the file states the kind. */
  readonly kind: BlockKind | undefined;
  readonly text: string;
}

/**
 * All texts for readers and all addresses of a document, in the order of the file. Leaves out values that
 * could not be read.
 */
export function textsOfDocument({ fields = {}, body, stories, corrections }: ParsedDocument): DocumentText[] {
  return [
    ...textsOfPart([], translationShape, fields),
    ...[...body, ...stories].flatMap((item) =>
      textsOfPart(item.path, shapeOfItem(item), item.raw, item.path[0] === 'body' ? item.kind : undefined),
    ),
    ...corrections.flatMap(({ path, raw }) => textsOfPart(path, correctionShape, raw)),
  ];
}

function textsOfPart(path: Path, shape: Shape, values: object, kind?: BlockKind): DocumentText[] {
  const given = values as Readonly<Record<string, unknown>>;
  return Object.entries(shape).flatMap(([field, schema]) => {
    const role = roleOf(schema);
    if (role === undefined || (role !== 'address' && !hasWords(schema))) return [];
    const value = Object.hasOwn(given, field) ? given[field] : undefined;
    if (isObject(value)) {
      return Object.entries(value).flatMap(([name, text]) =>
        isText(text) ? [{ path: [...path, field, name], field, role, kind, text }] : [],
      );
    }
    return [value].flat().flatMap((text: unknown, at): DocumentText[] => {
      const inner = Array.isArray(value) ? [field, at] : [field];
      return isText(text) ? [{ path: [...path, ...inner], field, role, kind, text }] : [];
    });
  });
}

/** Excludes values that YAML could not read, which have been reported. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && !isMasked(value);
}
