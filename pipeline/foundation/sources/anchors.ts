import { type Alias, type Document, isScalar, type Node, visit } from 'yaml';
import type { Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';

/** The anchors (&name) and aliases (*name) of a file. */
export interface Anchors {
  /** The value of each alias. */
  readonly target: ReadonlyMap<Alias, Node>;
  readonly first: Alias | undefined;
  /** The places of aliases without an anchor. */
  readonly lost: readonly number[];
}

/**
 * Resolves each alias, and reports anchors and aliases that nobody intended: `*Really*` is an alias without
 * an anchor, and `&Co` an anchor that YAML would drop silently.
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
