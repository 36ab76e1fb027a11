import {
  type CST,
  isAlias,
  isCollection,
  isPair,
  isScalar,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isFirstOnLine, lineEnd, lineStart } from './text-edit.ts';

/** The range of a key or an item in the text, as offsets. `end` is exclusive. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A pair of a map or an item of a sequence, with its tokens. */
export interface Entry {
  readonly node: Node | null | undefined;
  readonly key: Node | undefined;
  readonly token: CST.CollectionItem;
}

/** The entries of a collection; undefined if its tokens and its nodes do not match. */
export function entriesOf(collection: YAMLMap | YAMLSeq): Entry[] | undefined {
  const tokens = (
    (collection.srcToken as CST.BlockSequence | CST.FlowCollection | undefined)?.items ?? []
  ).filter(isEntry);
  if (tokens.length !== collection.items.length) return undefined;
  return tokens.map((token, at) => {
    const item: unknown = collection.items[at];
    if (!isPair(item)) return { node: item as Node, key: undefined, token };
    const { key, value } = item as Pair<Node, Node | null>;
    return { node: value, key, token };
  });
}

/**
 * Whether the token is an entry. The last token of a collection may contain only the comments after its last
 * item.
 */
function isEntry({ start, key, sep, value }: CST.CollectionItem): boolean {
  return (
    key != null || value != null || sep !== undefined || start.some(({ type }) => type === 'seq-item-ind')
  );
}

/** The start of an entry's own text: its dash, its anchor, its key. */
export function startOf({ token }: Entry): number {
  const own = [
    ...token.start,
    ...(token.key ? [token.key] : []),
    ...(token.sep ?? []),
    ...(token.value ? [token.value] : []),
  ];
  return own.find(isContent)?.offset ?? token.start[0]?.offset ?? 0;
}

/** The end of an entry's own text, without the comments and blank lines after it. */
export function endOf(entry: Entry, text: string): number {
  if (!isEmpty(entry.node)) return endOfNode(entry.node, text);
  const { start, key, sep } = entry.token;
  const last = [...start, ...(sep ?? [])].findLast(isContent);
  const tokenEnd = last && 'source' in last ? last.offset + last.source.length : 0;
  return Math.max(tokenEnd, key && entry.key ? (entry.key.range?.[1] ?? 0) : 0);
}

/** Whether a value was omitted, as in `key:`. */
export function isEmpty(node: Node | null | undefined): node is null | undefined {
  return node == null || (isScalar(node) && node.value === null && (node.source ?? '') === '');
}

function endOfNode(node: Node, text: string): number {
  const [start = 0, end = 0] = node.range ?? [];
  if (isCollection(node) && !node.flow) {
    const last = entriesOf(node as YAMLMap | YAMLSeq)?.at(-1);
    return last ? endOf(last, text) : end;
  }
  if (isAlias(node) || !isScalar(node) || !node.type?.startsWith('BLOCK')) return end;
  return isKept(node, text)
    ? text.slice(0, end).replace(/\r?\n$/, '').length
    : start + text.slice(start, end).trimEnd().length;
}

/** Whether an entry whose lines end at `end` has a "|+" there, so that blank lines below belong to its value. */
export function endsKept(entry: Entry, end: number, text: string): boolean {
  if (lineEnd(text, endOf(entry, text)) !== end) return false;
  let { node } = entry;
  while (isCollection(node) && !node.flow) node = entriesOf(node as YAMLMap | YAMLSeq)?.at(-1)?.node;
  return isScalar(node) && isKept(node, text);
}

/** Whether the blank lines at the end of a text are part of it, as they are with "|+". */
function isKept({ type, range }: Node & { type?: string }, text: string): boolean {
  return Boolean(type?.startsWith('BLOCK')) && /^[|>]\d?\+/.test(text.slice(range?.[0], range?.[1]));
}

/** Whether the blank lines after an entry may belong to its text, as they do with "|+". */
export function mayEndBlank({ start, end }: Extent, text: string): boolean {
  return /[|>]\d?\+/.test(text.slice(start, end));
}

const silent = ['space', 'newline', 'comment', 'comma'];
const isContent = ({ type }: CST.Token) => !silent.includes(type);

/**
 * The whole lines of an entry in block style, without the last line break. Comment lines directly above the
 * entry belong to it, and so do more deeply indented comment lines directly below it. `floor` is the end of
 * the entry before it; comments at the top of a file belong to the file. Undefined if the entry shares its
 * first line with something else.
 */
export function linesOf(entry: Entry, text: string, floor: number | 'top' | undefined): Extent | undefined {
  const own = startOf(entry);
  if (!isFirstOnLine(text, own)) return undefined;
  let start = lineStart(text, own);
  const column = own - start;
  while (floor !== 'top' && start > 0) {
    const before = lineStart(text, start - 1);
    const space = /^([ \t]*)#/.exec(text.slice(before, start))?.[1];
    if (space === undefined || space.length > column || before < (floor ?? 0)) break;
    start = before;
  }
  return { start, end: withDeeperComments(text, lineEnd(text, endOf(entry, text)), column) };
}

function withDeeperComments(text: string, from: number, column: number): number {
  const comment = /\r?\n([ \t]*)#[^\r\n]*/y;
  let end = from;
  for (;;) {
    comment.lastIndex = end;
    const found = comment.exec(text);
    if (found === null || (found[1] ?? '').length <= column) return end;
    end += found[0].length;
  }
}
