import { type Alias, type Document, isScalar, type Node, visit } from 'yaml';
import type { Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';

/** The anchors (&name) and aliases (*name) of a file. */
export interface Anchors {
  /** The node that each alias repeats. */
  readonly target: ReadonlyMap<Alias, Node>;
  readonly first: Alias | undefined;
  /** The offsets of aliases that have no anchor. */
  readonly lost: readonly number[];
}

/**
 * Resolves each alias, and reports anchors and aliases that the writer did not intend: `*Really*` is an alias
 * without an anchor, and `&Co` is an anchor that YAML would silently drop.
 */
export function readAnchors(document: Document.Parsed, source: Source, report: Report): Anchors {
  const named = new Map<string, Node>();
  const target = new Map<Alias, Node>();
  const lost: number[] = [];
  const used = new Set<Node>();
  let first: Alias | undefined;
  visit(document, {
    Alias(_, alias) {
      first ??= alias;
      const node = named.get(alias.source);
      if (node) {
        target.set(alias, node);
        used.add(node);
        return;
      }
      const [start = 0, end = start] = alias.range ?? [];
      lost.push(start);
      report.add('yaml-alias', { name: alias.source }, { source, start, end });
    },
    Value(_, node) {
      if (node.anchor !== undefined) named.set(node.anchor, node);
    },
  });
  visit(document, {
    Value(_, node) {
      if (node.anchor === undefined || used.has(node) || !isScalar(node) || !node.range) return;
      const sign = `&${node.anchor}`;
      const start = source.text.lastIndexOf(sign, node.range[0]);
      if (start >= 0)
        report.add('yaml-anchor', { name: node.anchor }, { source, start, end: start + sign.length });
    },
  });
  return { target, first, lost };
}
