import type { Source } from '../../foundation/problems/place.ts';
import { offsetOf } from './offset-of.ts';

interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Explains a syntax error of the Handlebars parser and finds its place. Some errors have a line and a column.
 * The others have a line, a piece of text, and a caret below the unexpected character.
 */
export function describeSyntaxError({ message }: Error, source: Source): SyntaxProblem {
  const tag = source.text.lastIndexOf('{{');
  if (tag > source.text.lastIndexOf('}}')) {
    return { message: 'this {{ has no }}', start: tag, end: tag + 2 };
  }
  const [, said = '', line, column] = /^([\s\S]*) - (\d+):(\d+)$/.exec(message) ?? [];
  if (line !== undefined) {
    const start = offsetOf(source, Number(line), Number(column));
    const [, opened, closed] = /^(.*) doesn't match (.*)$/.exec(said) ?? [];
    const reason = opened === undefined ? said : `{{#${opened}}} is closed by {{/${closed}}}`;
    return { message: reason, start, end: start + Math.max(1, opened?.length ?? 1) };
  }
  const [first = '', piece = '', caret = ''] = message.split('\n');
  const rest = piece.slice(Math.max(0, caret.indexOf('^')));
  if (rest === '') return describeEnd(source);
  const number = Number(/ on line (\d+)/.exec(first)?.[1] ?? 1);
  const sign = rest.slice(0, 6).trim();
  const text = source.line(number) ?? '';
  const column0 = columnOf(text, sign, piece.slice(0, caret.indexOf('^')));
  const start = offsetOf(source, number, column0);
  const shown = /^\{\{[^}]*\}*|^\S+/.exec(text.slice(column0))?.[0] ?? sign;
  return { message: `"${shown}" does not belong here`, start, end: start + shown.length };
}

/** The offset of a character in its line, found by the text before it. */
function columnOf(line: string, sign: string, before: string): number {
  for (let at = line.indexOf(sign); at >= 0; at = line.indexOf(sign, at + 1)) {
    const near = line.slice(Math.max(0, at - 8), at);
    if (before.endsWith(near)) return at;
  }
  return 0;
}

/** Explains a text that ends within a block, and points at the innermost open block. */
function describeEnd({ text }: Source): SyntaxProblem {
  const open: { name: string; start: number; end: number }[] = [];
  const tags = /\{\{!--[\s\S]*?--\}\}|\{\{~?[#^]\*?>?\s*([^\s}~]+)[^}]*\}\}|\{\{~?\/\s*[^}]*\}\}/g;
  for (const { 0: tag, 1: name, index } of text.matchAll(tags)) {
    if (name !== undefined) open.push({ name, start: index, end: index + tag.length });
    else if (!tag.startsWith('{{!')) open.pop();
  }
  const last = open.at(-1);
  if (last === undefined) return { message: 'it ends too early', start: text.length, end: text.length };
  return { message: `{{#${last.name}}} is never closed`, start: last.start, end: last.end };
}
