import { splitCells } from '../blocks/cells.ts';
import { hasWords, isCollectionField, isOptional, roleOf, type Shape } from '../blocks/fields.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import { parseInline, plainInline } from '../inline.ts';

export type Values = Readonly<Record<string, unknown>>;

/** The fields of a block, and its main field, which names the kind. */
export interface CarriedKind {
  readonly main: string;
  readonly shape: Shape;
}

/** The hard break of inline Markdown. */
const lineBreak = '\\\n';

/**
 * The values of a block as another kind has them. Fields of the same name stay. The main text gets the words
 * of the main field, or, with `all`, of all fields that the new kind does not have. If the main field of the
 * new kind has no words, its first required field with words gets them.
 */
export function carryWords(values: Values, from: CarriedKind, to: CarriedKind, all: boolean): Values {
  const stays = (name: string) => name !== from.main && name !== to.main && Object.hasOwn(to.shape, name);
  const kept = Object.entries(values).filter(([name]) => stays(name) || !Object.hasOwn(from.shape, name));
  const names = wordFields(from).filter((name) => !stays(name) && values[name] != null);
  const target = targetOf(to, Object.fromEntries(kept));
  if (target === undefined) return Object.fromEntries(kept);
  const texts = (all ? names : names.slice(0, 1)).flatMap((name) =>
    textsOf(values[name], from.shape[name], target.schema),
  );
  return { ...put(target, texts), ...Object.fromEntries(kept) };
}

/**
 * The words of several blocks of a kind as those of one. `like` are the values that the source has: they say
 * whether line breaks separate the texts.
 */
export function joinWords(blocks: readonly Values[], kind: CarriedKind, like: Values): Values {
  const [first = {}] = blocks;
  const target = targetOf(kind, {});
  if (target === undefined) return first;
  const { name, schema } = target;
  const model = like[name];
  const texts = blocks.flatMap((values) => textsOf(values[name], schema, schema));
  const [text = ''] = texts;
  if (isCollectionField(schema)) {
    const lines = text.split(lineBreak);
    const isSplit = texts.length === 1 && Array.isArray(model) && model.length === lines.length;
    return { ...first, ...put(target, isSplit ? lines : texts) };
  }
  const items = blocks.flatMap((values) => values[name] ?? []);
  if (items.length < 2) return first;
  const glue = typeof model === 'string' && model.includes(lineBreak) ? lineBreak : ' ';
  return { ...first, [name]: texts.join(glue) };
}

interface Target {
  readonly name: string;
  readonly schema: Shape[string];
}

/** The field that takes over the words of another block. */
function targetOf(kind: CarriedKind, taken: Values): Target | undefined {
  const name = wordFields(kind).find((each) => {
    const schema = kind.shape[each];
    return !Object.hasOwn(taken, each) && schema !== undefined && (each === kind.main || !isOptional(schema));
  });
  const schema = name === undefined ? undefined : kind.shape[name];
  return name === undefined || schema === undefined ? undefined : { name, schema };
}

/** The fields with words, the main field first. */
function wordFields({ main, shape }: CarriedKind): string[] {
  const names = Object.keys(shape).filter((name) => shape[name] && hasWords(shape[name]));
  return [...names.filter((name) => name === main), ...names.filter((name) => name !== main)];
}

function put({ name, schema }: Target, texts: readonly string[]): Values {
  if (texts.length === 0) return {};
  return { [name]: isCollectionField(schema) ? texts : texts.join(' ') };
}

/** The texts of a field in the form that another field needs. */
function textsOf(value: unknown, from: Shape[string] | undefined, to: Shape[string]): string[] {
  const own = from && roleOf(from);
  return [value]
    .flat()
    .flatMap((each) => (typeof each === 'string' && each !== '' ? convertText(each, own, roleOf(to)) : []));
}

function convertText(text: string, from: string | undefined, to: string | undefined): string {
  if (from === to) return text;
  const isMarkdown = from === 'cells' || from === 'inline';
  const markdown = from === 'cells' ? splitCells(text).filter(Boolean).join(' ') : text;
  if (to !== 'inline' && to !== 'cells') return isMarkdown ? plainInline(parseInline(markdown)) : text;
  const written = isMarkdown ? markdown : escapeMarkdown(markdown, 'needed');
  return to === 'cells' ? written.replaceAll('|', '\\|') : written;
}
