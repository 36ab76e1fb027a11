import type { Report } from '../foundation/problems/report.ts';
import { refuseLink } from '../foundation/sources/link-address.ts';
import type { Path, Tree } from '../foundation/sources/yaml-tree.ts';
import type { FieldRole } from './blocks/fields.ts';
import { type Inline, linksOf, parseInline, plainInline } from './inline.ts';

/** The place of a text, and its name in messages. */
interface TextPlace {
  readonly tree: Tree;
  readonly path: Path;
  readonly field: string;
  readonly report: Report;
}

/** Reports mistakes in a text that its writer cannot have intended. */
export function inspectText(text: string, role: FieldRole, at: TextPlace): void {
  if (text.trim() === '') {
    at.report.add('empty-text', { field: at.field }, at.tree.place(at.path));
    return;
  }
  inspectCharacters(text, at);
  if (role === 'inline') inspectInline(text, at);
  else inspectPlain(text, at);
}

function inspectInline(text: string, at: TextPlace): void {
  const { tree, path, report, field } = at;
  const place = tree.place(path);
  // YAML folds an empty line into a single line break, so two paragraphs become one. Only the source file
  // still shows the empty line.
  const written = tree.source.text.slice(place.start, place.end);
  if (emptyLine.test(text) || emptyLine.test(written)) report.add('text-blank-line', { field }, place);
  const nodes = parseInline(text);
  inspectLinks(text, nodes, at);
  for (const value of textsOf(nodes)) {
    inspectHtml(value, at);
    inspectLoose(value, at);
  }
  for (const { sign, what, hint } of blockMarkdown) {
    const found = sign.exec(text)?.[1];
    if (found) report.add('text-markdown', { what, hint }, tree.placeOfText(path, found));
  }
}

const emptyLine = /\S[^\S\n]*\n[^\S\n]*\n\s*\S/;

function inspectLinks(text: string, nodes: readonly Inline[], { tree, path, report }: TextPlace): void {
  const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)\s]*)/g)].map(([, address]) => address);
  let after = 0;
  for (const { address, children } of linksOf(nodes)) {
    const found = tree.placeOfText(path, `(${address}`, after);
    const isFound = tree.source.text[found.start] === '(';
    const place = isFound ? { ...found, start: found.start + 1 } : tree.placeOfText(path, address);
    if (isFound) after = found.end;
    const reason = plainInline(children).trim() === '' ? 'there is no text to click on' : refuseLink(address);
    // Pictures within a text have been reported already.
    if (reason && !pictures.includes(address)) report.add('invalid-link', { address, reason }, place);
  }
}

/** Reports markup characters that were probably meant to form a pair. */
function inspectLoose(text: string, { tree, path, report }: TextPlace): void {
  for (const { sign, what, hint } of loose) {
    const found = sign.exec(text)?.[0];
    if (found) report.add('text-markdown', { what, hint }, tree.placeOfText(path, found));
  }
}

const loose = [
  {
    // Within a word, the characters stand for letters: "d**n".
    sign: /(?<=^|[\s("'])\*\*(?=[^\s*])|(?<=[^\s*])\*\*(?=$|[\s.,;:!?)"'])/,
    what: 'This "**" has no counterpart and',
    hint: 'Write strong text between "**" and "**", with no space inside them.',
  },
  {
    sign: /\]\s+\((?:https?:|mailto:)|\]\((?:https?:|mailto:)/,
    what: 'This is not a complete link and',
    hint: 'Write a link as [words](https://\u2026), with no space between "]" and "(".',
  },
];

function inspectPlain(text: string, at: TextPlace): void {
  inspectHtml(text, at);
  const found = /\*\*[^*\s][^*]*\*\*|\[\^[\w-]+\]|\[[^\]]+\]\((?:https?:|mailto:)[^)]*\)/.exec(text)?.[0];
  if (!found) return;
  const hint = `${at.field} is plain text: delete these characters.`;
  at.report.add('text-markdown', { what: `"${found}"`, hint }, at.tree.placeOfText(at.path, found));
}

const blockMarkdown = [
  {
    sign: /(!\[)[^\]]*\]\(/,
    what: 'A picture within a text',
    hint: 'Write the picture as a block: "- image: \u2026".',
  },
  {
    sign: /^\s*(#{1,6} )/,
    what: 'A "#" before a text',
    hint: 'Write the heading as a block: "- heading: \u2026".',
  },
  {
    sign: /^\s*(> )/,
    what: 'A ">" before a text',
    hint: 'Write the quotation as a block: "- quote: \u2026".',
  },
  {
    // One such character may be intended: "- said nobody, ever".
    sign: /^\s*(([-+*]) )[\s\S]*\s\2 /,
    what: 'A list within a text',
    hint: 'Write the list as a block: "- list: [\u2026]".',
  },
  {
    sign: /\S(\\ )(?=\S)/,
    what: 'A backslash before a space',
    hint: 'For a line break, end the line with the backslash and begin the text with "|-" in place of ">-".',
  },
];

const htmlTags =
  'a abbr b big blockquote body br button center code div em font form h[1-6] head hr html i iframe img input li link meta ol p pre s script small span strike strong style sub sup svg table tbody td th tr u ul video mj-[a-z-]+ mjml';
const htmlTag = new RegExp(`</?(?:${htmlTags.replaceAll(' ', '|')})(?:\\s[^<>]*)?/?>`, 'i');

/** Markdown has already turned these into characters in the parsed text. */
const htmlEntity = /&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9a-f]+);/i;

function inspectHtml(text: string, at: TextPlace): void {
  const tag = htmlTag.exec(text)?.[0] ?? htmlEntity.exec(text)?.[0];
  if (tag) at.report.add('text-html', { tag }, at.tree.placeOfText(at.path, tag));
}

/**
 * Reports the characters that `neutralise` will replace: control characters, direction overrides and
 * noncharacters.
 */
function inspectCharacters(text: string, at: TextPlace): void {
  const found = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202a-\u202e\p{Noncharacter_Code_Point}]/u.exec(text)?.[0];
  if (found === undefined) return;
  const character = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  at.report.add('text-control', { character }, at.tree.placeOfText(at.path, found));
}

/** The texts between marks. A bare address belongs to the text around it. */
function textsOf(nodes: readonly Inline[]): string[] {
  const texts: string[] = [];
  let run = '';
  for (const node of nodes) {
    if (node.type === 'text' || (node.type === 'link' && node.isBare)) {
      run += plainInline([node]);
      continue;
    }
    texts.push(run, ...('children' in node ? textsOf(node.children) : []));
    run = '';
  }
  return [...texts, run].filter((text) => text !== '');
}
