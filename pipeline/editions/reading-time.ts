import { type FieldRole, roleOf, type Shape } from '../content/blocks/fields.ts';
import { blockDefinition } from '../content/blocks/registry.ts';
import { parseInline, plainInline } from '../content/inline.ts';
import type { Article } from '../content/issue.ts';

/** The reading speed of an adult: words per minute, or characters per minute for scripts without spaces. */
const wordsPerMinute = 230;
const charactersPerMinute = 500;

/** How many minutes it takes to read the body of an article; at least one. */
export function readingMinutes({ body }: Article): number {
  const text = body.flatMap((block) => wordsOf(blockDefinition(block.kind).shape, block)).join(' ');
  const characters = text.match(unspaced)?.length ?? 0;
  const words = text.replace(unspaced, ' ').match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
  return Math.max(1, Math.round(words / wordsPerMinute + characters / charactersPerMinute));
}

/** Letters of scripts that do not put spaces between words. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu;

const read: readonly (FieldRole | undefined)[] = ['inline', 'text', 'cells'];

function wordsOf(shape: Shape, values: object): string[] {
  const given = values as Readonly<Record<string, unknown>>;
  return Object.entries(shape)
    .filter(([, schema]) => read.includes(roleOf(schema)))
    .flatMap(([name]) => given[name] ?? [])
    .filter((value) => typeof value === 'string')
    .map((value) => plainInline(parseInline(value)));
}
