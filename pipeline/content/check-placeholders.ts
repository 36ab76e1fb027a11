import type { Path } from '../foundation/sources/yaml-tree.ts';
import { splitCells } from './blocks/cells.ts';
import { hasWords, roleOf, type Shape } from './blocks/fields.ts';
import { correctionShape, translationShape } from './issue-schema.ts';
import type { ParsedDocument } from './parse-document.ts';
import { shapeOfItem } from './parse-item.ts';
import { isPlaceholder, isPlaceholderLink } from './placeholders.ts';

/** Reports the placeholders in a document. Readers of a ready edition would get them as they are. */
export function checkPlaceholders({
  reading,
  fields = {},
  body,
  stories,
  corrections,
}: ParsedDocument): void {
  const parts: readonly (readonly [Path, Shape, object])[] = [
    [[], translationShape, fields],
    ...[...body, ...stories].map((item) => [item.path, shapeOfItem(item), item.raw] as const),
    ...corrections.map(({ path, raw }) => [path, correctionShape, raw] as const),
  ];
  for (const [path, shape, values] of parts) {
    for (const { field, inner, text } of placeholdersIn(shape, values)) {
      reading.report.add('text-placeholder', { field, text }, reading.tree.place([...path, ...inner]));
    }
  }
}

interface Found {
  readonly field: string;
  readonly inner: Path;
  readonly text: string;
}

function placeholdersIn(shape: Shape, values: object): Found[] {
  const given = values as Readonly<Record<string, unknown>>;
  return Object.entries(shape).flatMap(([field, schema]) => {
    const role = roleOf(schema);
    if (role !== 'address' && !hasWords(schema)) return [];
    const value = Object.hasOwn(given, field) ? given[field] : undefined;
    const isUnfinished = (text: string) => {
      if (role === 'address') return isPlaceholderLink(text);
      return role === 'cells' ? splitCells(text).some(isPlaceholder) : isPlaceholder(text);
    };
    return [value].flat().flatMap((text: unknown, at): Found[] => {
      if (typeof text !== 'string' || !isUnfinished(text)) return [];
      return [{ field, inner: Array.isArray(value) ? [field, at] : [field], text }];
    });
  });
}
