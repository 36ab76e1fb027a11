import type { Document, Node } from 'yaml';
import type { Source } from '../problems/place.ts';
import { Report } from '../problems/report.ts';
import { readAnchors } from '../sources/anchors.ts';
import type { TextEdit } from './text-edit.ts';

/** An alias (*name) and its anchor (&name), with their offsets. */
export interface FoundAlias {
  readonly name: string;
  readonly anchor: number;
  readonly alias: number;
  /** Whether the edits touch the value with the anchor. Otherwise they touch the alias. */
  readonly isAnchor: boolean;
}

/** The first alias such that edits touch it, or the value that it repeats. */
export function findAlias(
  document: Document.Parsed,
  source: Source,
  edits: readonly TextEdit[],
): FoundAlias | undefined {
  const isTouched = (from: number, to: number) => edits.some(({ start, end }) => start <= to && end >= from);
  const endOf = ({ range }: Node) => range?.[1] ?? 0;
  for (const [alias, node] of readAnchors(document, source, new Report()).target) {
    const [at = 0] = alias.range ?? [];
    const anchor = source.text.lastIndexOf(`&${alias.source}`, node.range?.[0]);
    const isAnchor = isTouched(anchor, endOf(node));
    if (isAnchor || isTouched(at, endOf(alias))) return { name: alias.source, anchor, alias: at, isAnchor };
  }
  return undefined;
}
