import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { Source } from '../problems/place.ts';
import { Report } from '../problems/report.ts';
import { type Anchors, readAnchors } from './anchors.ts';
import { mendYaml } from './mend-yaml.ts';
import type { Reading } from './reading.ts';
import { createTree, keyName } from './yaml-tree.ts';

/** The maximum number of values in a file, counted with its aliases expanded. */
export const valueLimit = 20_000;
/** The maximum nesting depth of values; an article needs six levels. */
const depthLimit = 50;

/**
 * Parses YAML 1.2 and reports its syntax mistakes. If there are any, still returns the usable part, so that
 * the same run can report the other problems of the file. Undefined if no part is usable.
 */
export function parseYaml(source: Source, report: Report): Reading | undefined {
  if (reportDepth(source, report)) return undefined;
  const { document, quiet, hidden } = mendYaml(source, report);
  const isQuiet = (offset: number) => quiet.has(source.position(offset).line);
  const anchors = readAnchors(
    document,
    source,
    report.except(({ start }) => isQuiet(start)),
  );
  // An alias without an anchor becomes an empty value. The alias has already been reported, so the empty
  // value must not be reported too.
  const lost = new Set(anchors.lost);
  const rest = report.except(({ start }) => isQuiet(start) || lost.has(start));
  const isSound = quiet.size === 0 && lost.size === 0;
  const walker = new Walker(source, anchors, rest);
  const value = walker.unfold(document.contents, 0);
  return walker.isSpent
    ? undefined
    : { tree: createTree(source, value, readAgain(source), document), report: rest, hidden, isSound };
}

/** Parses a source whose mistakes were reported before. */
export function readAgain(source: Source): () => Document.Parsed {
  return () => mendYaml(source, new Report()).document;
}

/** Counts nested brackets and dashes before parsing: thousands of them would overflow the parser's stack. */
function reportDepth(source: Source, report: Report): boolean {
  const deep = new RegExp(`(?:[[{]\\s*){${depthLimit}}|(?:[-?] +){${depthLimit}}|\\n {1000}`).exec(
    source.text,
  );
  if (!deep) return false;
  report.add('yaml-depth', { limit: depthLimit }, { source, start: deep.index, end: deep.index + 1 });
  return true;
}

class Walker {
  /** Whether a limit was reached. If so, the expanded values are incomplete. */
  isSpent = false;
  readonly #source: Source;
  readonly #anchors: Anchors;
  readonly #report: Report;
  #count = 0;

  constructor(source: Source, anchors: Anchors, report: Report) {
    this.#source = source;
    this.#anchors = anchors;
    this.#report = report;
  }

  /** A node as plain values, with aliases resolved. */
  unfold(node: unknown, depth: number): unknown {
    if (this.isSpent) return null;
    if (++this.#count > valueLimit) return this.#stop('yaml-aliases', valueLimit, this.#anchors.first);
    if (depth > depthLimit) return this.#stop('yaml-depth', depthLimit, node);
    if (isAlias(node)) return this.unfold(this.#anchors.target.get(node), depth + 1);
    if (isScalar(node)) {
      this.#warnOfComment(node);
      return node.value;
    }
    if (isSeq(node)) return node.items.map((item) => this.unfold(item, depth + 1));
    if (!isMap(node)) return null;
    // No prototype, so that a key such as "constructor" is an ordinary key.
    const result: Record<string, unknown> = Object.create(null);
    for (const { key, value } of node.items) {
      const name = keyName(key);
      const unfolded = this.unfold(value, depth + 1);
      if (!Object.hasOwn(result, name)) result[name] = unfolded;
      else {
        const [start = 0, end = start] = (key as Node).range ?? [];
        this.#report.add('yaml-duplicate-key', { key: name }, { source: this.#source, start, end });
        // Of two equal keys, keep the one with a value.
        result[name] ??= unfolded;
      }
    }
    return result;
  }

  #stop(code: 'yaml-aliases' | 'yaml-depth', limit: number, node: unknown): null {
    const [start, end] = (node as Node | undefined)?.range ?? [0, 1];
    this.#report.add(code, { limit }, { source: this.#source, start, end });
    this.isSpent = true;
    return null;
  }

  /** In `We are #1 in town`, YAML treats `#1 in town` as a comment, and the writer would never notice. */
  #warnOfComment(node: Scalar & { comment?: string | null }): void {
    const [comment = ''] = node.comment?.split('\n') ?? [];
    if (node.type !== 'PLAIN' || comment === '' || /^[\s!]/.test(comment)) return;
    if (typeof node.value !== 'string' || !node.range) return;
    const start = this.#source.text.indexOf('#', node.range[1]);
    const place = { source: this.#source, start, end: start + 1 + comment.length };
    this.#report.add('yaml-comment', { text: comment }, place);
  }
}
