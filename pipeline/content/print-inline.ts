import { isDeepStrictEqual } from 'node:util';
import { fail } from '../foundation/problems/problem.ts';
import { encodeEdges, escapeMarkdown } from './escape-markdown.ts';
import { type Inline, parseInline } from './inline.ts';
import { normaliseInline } from './normalise-inline.ts';

type Mark = Extract<Inline, { type: 'strong' | 'emphasis' }>;
type Sign = '*' | '_';

/** How to print: from the most readable manner to the most careful one. */
interface Manner {
  readonly escapes: 'none' | 'needed' | 'all';
  /** Whether a mark next to another one, or in it, has the other sign. */
  readonly alternates: boolean;
  /** Whether letters beside a mark are written as character references where the mark would not count. */
  readonly encodes: boolean;
  /** Whether bare links stay bare. */
  readonly isBare: boolean;
}

const manners: readonly Manner[] = [
  { escapes: 'none', alternates: false, encodes: false, isBare: true },
  { escapes: 'needed', alternates: false, encodes: false, isBare: true },
  { escapes: 'needed', alternates: true, encodes: false, isBare: true },
  { escapes: 'needed', alternates: true, encodes: false, isBare: false },
  { escapes: 'all', alternates: true, encodes: true, isBare: false },
];

/**
 * Prints inline text as Markdown, in the most readable manner from which `parseInline` reads the same tree, in
 * its normal form. Emphasis keeps the sign that it has in `like`, the Markdown before. Throws `invalid-value`
 * for a text with so much markup that it would not be parsed.
 */
export function printInline(nodes: readonly Inline[], like = ''): string {
  const tree = normaliseInline(nodes);
  const wanted = withoutBare(tree);
  const sign = signOf(like);
  for (const manner of manners) {
    const printed = printNodes(tree, { ...manner, sign, touching: [] });
    const isSame = isDeepStrictEqual(withoutBare(parseInline(printed)), wanted);
    if (isSame) return printed;
  }
  const message = 'This text has too much markup to be written as Markdown.';
  return fail('invalid-value', { message, hint: 'Split it into several paragraphs.' });
}

/** The sign of emphasis in a text: "*" unless the text uses only "_". */
function signOf(text: string): Sign {
  const single = text.replaceAll('**', '').replaceAll('__', '');
  return /(?<![\p{L}\p{N}])_\S/u.test(single) && !/\*\S/.test(single) ? '_' : '*';
}

/** A bare link is the same to readers as a link whose text is its address. */
function withoutBare(nodes: readonly Inline[]): Inline[] {
  return nodes.map((node) => {
    if (node.type === 'link')
      return { type: 'link', address: node.address, children: withoutBare(node.children) };
    return 'children' in node ? { ...node, children: withoutBare(node.children) } : node;
  });
}

interface Printing extends Manner {
  readonly sign: Sign;
  /** The signs that touch the ends of these nodes. */
  readonly touching: readonly Sign[];
}

function printNodes(nodes: readonly Inline[], printing: Printing): string {
  let text = '';
  let before: Sign | undefined;
  for (const [at, node] of nodes.entries()) {
    if (isMark(node)) {
      const isEnd = at === 0 || at === nodes.length - 1;
      const sign = signFor(printing, [...(isEnd ? printing.touching : []), ...(before ? [before] : [])]);
      text += printMark(node, sign, printing);
      before = sign;
      continue;
    }
    const edges = printing.encodes ? { first: isMark(nodes[at - 1]), last: isMark(nodes[at + 1]) } : {};
    text += printNode(node, printing, edges);
    before = undefined;
  }
  return text;
}

const isMark = (node: Inline | undefined): node is Mark =>
  node?.type === 'strong' || node?.type === 'emphasis';

function signFor({ alternates, sign }: Printing, touching: readonly Sign[]): Sign {
  return alternates && touching.includes(sign) ? (sign === '*' ? '_' : '*') : sign;
}

function printMark({ type, children }: Mark, sign: Sign, printing: Printing): string {
  // Strong text always has the same sign, unless another one touches it.
  const own = type === 'strong' && !printing.alternates ? '*' : sign;
  const delimiter = type === 'strong' ? own.repeat(2) : own;
  return `${delimiter}${printNodes(children, { ...printing, touching: [own] })}${delimiter}`;
}

function printNode(
  node: Exclude<Inline, Mark>,
  printing: Printing,
  edges: { readonly first?: boolean; readonly last?: boolean },
): string {
  switch (node.type) {
    case 'text':
      return encodeEdges(node.value, edges, (text) => escapeMarkdown(text, printing.escapes));
    case 'code':
      return printCode(node.value);
    case 'break':
      return '\\\n';
    case 'note':
      return `[^${node.label}]`;
    case 'link':
      if (node.isBare && printing.isBare) return node.address;
      return `[${printNodes(node.children, { ...printing, touching: [] })}](${printAddress(node.address)})`;
  }
}

/** Code between more backticks than it contains in a row. */
function printCode(value: string): string {
  const runs = (value.match(/`+/g) ?? []).map((run) => run.length);
  let length = 1;
  while (runs.includes(length)) length++;
  const isPadded = /^`|`$/.test(value) || (/^ .* $/.test(value) && /[^ ]/.test(value));
  const space = isPadded ? ' ' : '';
  return `${'`'.repeat(length)}${space}${value}${space}${'`'.repeat(length)}`;
}

/** An address, between "<" and ">" if it has characters that would end it. */
function printAddress(address: string): string {
  const text = address.replace(/\\(?=[!-/:-@[-`{-~]|$)|&(?=#?\w+;)/g, '\\$&');
  const isPlain = /^[^\s<>()\p{Cc}]+(?:\([^\s<>()\p{Cc}]*\)[^\s<>()\p{Cc}]*)*$/u.test(text);
  if (isPlain) return text;
  return `<${text.replace(/[<>]/g, '\\$&')}>`;
}
