import { leftOut } from './left-out.ts';
import { labelOf, type RstNames, rstInline } from './rst-inline.ts';
import { asCode, asQuote, bodyBelow, type Part, splitOptions, takeWhile } from './rst-lines.ts';
import { readRstTable } from './rst-tables.ts';

/** Signs of reStructuredText that no other text has. */
const signs: readonly RegExp[] = [
  /^\.\. [\w-]+::(?:\s|$)/m,
  /^\.\. (?:_[^:\n]{1,100}:|\[[#*\w-]{1,60}\]) /m,
  /`[^`<\n]{1,300} <[^`>\n]{1,2000}>`_/,
  /^([=~^"#*+-])\1{2,}\n(?!\s)[^\n]{1,200}\n\1{3,}$/m,
];

export function isRst(text: string): boolean {
  const start = text.slice(0, 50_000).replaceAll('\r', '');
  return signs.some((sign) => sign.test(start));
}

/** Rewrites reStructuredText as Markdown. */
export function rstToMarkdown(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\t', '    ').split('\n');
  return convert(lines, { names: namesIn(lines), levels: [] }).join('\n');
}

interface Context {
  readonly names: RstNames;
  /** The signs below titles, in the order in which they were first used, which is that of their levels. */
  readonly levels: string[];
}

function namesIn(lines: readonly string[]): RstNames {
  const targets = new Map<string, string>();
  const substitutes = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', address] = /^\.\. _`?([^:`]{1,100})`?: +(\S+)$/.exec(line) ?? [];
    if (address !== undefined) targets.set(name.toLowerCase(), address);
    const [, word = '', words] = /^\.\. \|([^|]{1,60})\| replace:: +(.+)$/.exec(line) ?? [];
    if (words !== undefined) substitutes.set(word, words);
  }
  return { targets, substitutes, counted: { marks: 0, texts: 0 } };
}

const adornment = /^([!-/:-@[-`{-~])\1{2,} *$/;
const item = /^(?:[-*+•]|#\.|\d{1,3}[.)]|\(?[a-z#\d]{1,3}\)) +\S/;

function convert(lines: readonly string[], context: Context): string[] {
  const out: string[] = [];
  let isInList = false;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const isAfterBlank = at === 0 || (lines[at - 1] ?? '').trim() === '';
    const isIndented = line.startsWith(' ');
    const own: Part | undefined =
      readExplicit(lines, at, context) ??
      (isAfterBlank ? readPart(lines, at, context) : undefined) ??
      (isAfterBlank && isIndented && !isInList ? readQuote(lines, at, context) : undefined);
    if (own || (line !== '' && !isIndented)) isInList = !own && item.test(line);
    const { markdown, length } = own ?? readLine(lines, at, context);
    if (own && out.at(-1) !== '') out.push('');
    for (const each of markdown) out.push(each);
    if (own) out.push('');
    at += length;
  }
  return out;
}

function readPart(lines: readonly string[], at: number, context: Context): Part | undefined {
  const title = titleAt(lines, at, context);
  if (title) return title;
  const table = readRstTable(lines, at);
  if (table) return { markdown: [rstInline(table.markdown, context.names)], length: table.length };
  const fields = takeWhile(lines, at, (line) => /^:[^:\n]{1,40}: /.test(line));
  if (fields.length > 0)
    return { markdown: [leftOut('front-matter', fields.join(' '))], length: fields.length };
  const verse = takeWhile(lines, at, (line) => /^\|(?: |$)/.test(line));
  const written = verse.map((line) => rstInline(line.slice(2), context.names)).join('\\\n');
  return verse.length > 0 ? { markdown: [written], length: verse.length } : undefined;
}

function readExplicit(lines: readonly string[], at: number, context: Context): Part | undefined {
  const line = lines[at] ?? '';
  if (!/^\.\.(?:\s|$)/.test(line)) return undefined;
  const isEmpty = line.trim() === '..' && (lines[at + 1] ?? '').trim() === '';
  if (isEmpty) return { markdown: [], length: 1 };
  const body = bodyBelow(lines, at);
  return { markdown: explicit(line.slice(2).trim(), body.lines, context), length: body.end - at };
}

/** Lines with an indent that belong to no item are a quote. */
function readQuote(lines: readonly string[], at: number, context: Context): Part {
  const body = bodyBelow(lines, at - 1);
  return { markdown: asQuote(convert(body.lines, context)), length: body.end - at };
}

/** A line of a paragraph or of an item. After "::" the indented lines below are code. */
function readLine(lines: readonly string[], at: number, { names }: Context): Part {
  const line = (lines[at] ?? '').replace(/^( *)#\. /, (_, indent: string) => `${indent}1. `).trimEnd();
  const code = line.endsWith('::') ? bodyBelow(lines, at) : undefined;
  if (code === undefined || code.lines.length === 0) return { markdown: [rstInline(line, names)], length: 1 };
  const words = line.slice(0, /(?:^|\s)::$/.test(line) ? -2 : -1);
  return { markdown: [rstInline(words, names), '', ...asCode(code.lines), ''], length: code.end - at };
}

function titleAt(lines: readonly string[], at: number, { levels }: Context): Part | undefined {
  const [first = '', second = '', third = ''] = lines.slice(at, at + 3);
  const sign = first.charAt(0);
  const isOver =
    adornment.test(first) && third.startsWith(sign) && adornment.test(third) && second.trim() !== '';
  const isUnder = /^\S/.test(first) && !adornment.test(first) && adornment.test(second);
  if (!isOver && !(isUnder && second.trim().length >= Math.min(first.trim().length, 4))) {
    const isLine = adornment.test(first) && second.trim() === '';
    return isLine ? { markdown: ['---'], length: 1 } : undefined;
  }
  const style = isOver ? sign + sign : second.charAt(0);
  if (!levels.includes(style)) levels.push(style);
  const words = (isOver ? second : first).trim();
  const signsOfLevel = '#'.repeat(Math.min(levels.indexOf(style) + 1, 6));
  return { markdown: [`${signsOfLevel} ${words}`], length: isOver ? 3 : 2 };
}

/** What begins with two dots: a directive, a footnote, the target of a link, a comment. */
function explicit(text: string, body: readonly string[], context: Context): string[] {
  const directive = /^([\w-]+)::\s*(.*)$/.exec(text);
  if (directive) return directiveOf(directive[1] ?? '', directive[2] ?? '', body, context);
  const note = /^\[([#*\w-]{1,60})\]\s*(.*)$/.exec(text);
  if (note) {
    const label = labelOf(note[1] ?? '', context.names, 'texts');
    return [`[^${label}]: ${rstInline([note[2] ?? '', ...body].join(' ').trim(), context.names)}`];
  }
  if (/^_[^:]+:|^__|^\|[^|]+\| replace::/.test(text)) return [];
  const comment = [text, ...body].join(' ').trim();
  return comment === '' ? [] : [leftOut('comment', comment)];
}

const boxes = /^(?:note|tip|hint|important|warning|caution|attention|danger|error|seealso|admonition)$/;

function directiveOf(name: string, argument: string, body: readonly string[], context: Context): string[] {
  const { options, content } = splitOptions(body);
  if (boxes.test(name)) {
    const title = name === 'admonition' ? argument : '';
    const first = name === 'admonition' || argument === '' ? [] : [argument];
    return asQuote([`[!${name}] ${title}`.trim(), ...convert([...first, ...content], context)]);
  }
  switch (name) {
    case 'image':
    case 'figure': {
      const image = `![${options.get('alt') ?? ''}](<${argument}>)`;
      if (content.length === 0) return [image];
      const caption = convert(content, context);
      return [
        '<figure>',
        '',
        image,
        '',
        '<figcaption>',
        '',
        ...caption,
        '',
        '</figcaption>',
        '',
        '</figure>',
      ];
    }
    case 'code':
    case 'code-block':
    case 'sourcecode':
    case 'parsed-literal':
      return asCode(content);
    case 'epigraph':
    case 'pull-quote':
    case 'highlights':
      return asQuote(convert(content, context));
    case 'contents':
    case 'toctree':
      return [leftOut('contents', `${argument} ${content.join(' ')}`.trim() || name)];
    default:
      // The words of a directive that has no form here stay.
      return [leftOut('embed', `${name} ${argument}`.trim()), '', ...convert(content, context)];
  }
}
