import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import { reportSyntax } from './yaml-syntax.ts';
import { createTree, type Tree } from './yaml-tree.ts';

/** The most values that a file may unfold to once its aliases are followed. */
const nodeLimit = 20_000;

export interface ParsedYaml {
  readonly tree: Tree;
  /** Whether the syntax was broken: what is missing may then be hidden by that, and is not worth reporting. */
  readonly broken: boolean;
}

/**
 * Parses YAML 1.2 and reports what is wrong with its syntax. What could be made out is returned all the same,
 * so that the other problems of the file are told in the same run; undefined when nothing can be done with it.
 */
export function parseYaml(source: Source, report: Report): ParsedYaml | undefined {
  const document = parseDocument(source.text, { prettyErrors: false, strict: true, version: '1.2' });
  const lines = new Set<number>();
  let broken = false;
  for (const error of [...document.errors, ...document.warnings]) {
    if (error.code === 'DUPLICATE_KEY') continue;
    broken = true;
    // One mistake often gives several errors on its line; the first one says it.
    const line = source.position(error.pos[0]).line;
    if (!lines.has(line)) reportSyntax(error, document, source, report);
    lines.add(line);
  }
  const walker = new Walker(source, document, report);
  try {
    const value = walker.unfold(document.contents);
    return { tree: createTree(source, document, value), broken };
  } catch (error) {
    if (error !== walker.tooMany) throw error;
    const first = firstAlias(document.contents);
    const [start, end] = first?.range ?? [0, 1];
    report.add('yaml-aliases', { limit: nodeLimit }, { source, start, end });
    return undefined;
  }
}

class Walker {
  readonly tooMany = new Error('More nodes than allowed');
  readonly #source: Source;
  readonly #document: Document.Parsed;
  readonly #report: Report;
  #count = 0;

  constructor(source: Source, document: Document.Parsed, report: Report) {
    this.#source = source;
    this.#document = document;
    this.#report = report;
  }

  /** A node as plain values, aliases followed. */
  unfold(node: unknown): unknown {
    if (++this.#count > nodeLimit) throw this.tooMany;
    if (isAlias(node)) return this.unfold(node.resolve(this.#document));
    if (isScalar(node)) {
      this.#warnOfComment(node);
      return node.value;
    }
    if (isSeq(node)) return node.items.map((item) => this.unfold(item));
    if (!isMap(node)) return null;
    const result: Record<string, unknown> = Object.create(null);
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : String(key);
      if (Object.hasOwn(result, name)) {
        const [start = 0, end = start] = (key as Node).range ?? [];
        this.#report.add('yaml-duplicate-key', { key: name }, { source: this.#source, start, end });
        this.unfold(value);
      } else {
        result[name] = this.unfold(value);
      }
    }
    return result;
  }

  /** `We are #1 in town`: YAML takes all after the blank for a comment, and the reader would never know. */
  #warnOfComment(node: Node & { comment?: string | null }): void {
    if (!isScalar(node) || node.type !== 'PLAIN' || !node.comment || /^[\s!]/.test(node.comment)) return;
    if (typeof node.value !== 'string' || !node.range) return;
    const start = this.#source.text.indexOf('#', node.range[1]);
    const end = start + 1 + (node.comment.split('\n')[0]?.length ?? 0);
    this.#report.add(
      'yaml-comment',
      { text: node.comment.split('\n')[0] ?? '' },
      { source: this.#source, start, end },
    );
  }
}

function firstAlias(node: unknown): Node | undefined {
  if (isAlias(node)) return node;
  const children: unknown[] = isSeq(node)
    ? node.items
    : isMap(node)
      ? node.items.map((pair) => pair.value)
      : [];
  for (const item of children) {
    const found = firstAlias(item);
    if (found) return found;
  }
  return undefined;
}
