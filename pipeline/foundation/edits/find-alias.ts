import type { Alias, Document, Node } from 'yaml';
import type { Source } from '../problems/place.ts';
import { Report } from '../problems/report.ts';
import { readAnchors } from '../sources/anchors.ts';
import type { TextEdit } from './text-edit.ts';

/** An alias (*name), the value that it repeats, and the offset of the anchor (&name). */
export interface FoundAlias {
  readonly name: string;
  readonly alias: Alias;
  readonly target: Node;
  readonly anchor: number;
  /** Whether the edits touch the value with the anchor. Otherwise they touch the alias. */
  readonly isAnchor: boolean;
}

/** The first alias such that edits touch it, or the value that it repeats. */
export function findAlias(
  document: Document.Parsed,
  source: Source,
  edits: readonly TextEdit[],
): FoundAlias | undefined {
  const isTouched = (from: number, to: number) => edits.some(({ start, end }) => start < to && end > from);
  const endOf = ({ range }: Node) => range?.[1] ?? 0;
  for (const [alias, target] of readAnchors(document, source, new Report()).target) {
    const name = alias.source;
    const anchor = source.text.lastIndexOf(`&${name}`, target.range?.[0]);
    const isAnchor = isTouched(anchor, endOf(target));
    if (isAnchor || isTouched(alias.range?.[0] ?? 0, endOf(alias)))
      return { name, alias, target, anchor, isAnchor };
  }
  return undefined;
}
