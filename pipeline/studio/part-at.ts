import { blockAt, blockOrigins } from '../content/block-origins.ts';
import type { ParsedDocument } from '../content/parse-document.ts';
import { isObject } from '../foundation/sources/reading.ts';
import { isWithin, keyLines, linesOf } from './part-lines.ts';
import type { ShownProblem } from './protocol/issues.ts';

const lists: readonly string[] = ['body', 'stories', 'corrections'];

/** The block and the part of an issue at a line of the file of a language. */
export function partAt(
  documents: ReadonlyMap<string, ParsedDocument>,
  source: string,
  locale: string,
  line: number,
): Pick<ShownProblem, 'block' | 'part'> {
  const block = blockAt(blockOrigins(documents, source, locale), line)?.anchor;
  if (block !== undefined) return { block, part: block.replace(`${locale}.`, 'own.') };
  const document = documents.get(locale);
  return { block, part: document && outsideBlocks(document, locale === source, line) };
}

/** The name of the field at a line, or the key of a correction, or of a block of the source that cannot be read. */
function outsideBlocks(document: ParsedDocument, isSource: boolean, line: number): string | undefined {
  const root = document.reading.tree.value;
  if (!isObject(root)) return undefined;
  const field = Object.keys(root).find((name) => isWithin(line, keyLines(document, [name])));
  if (field === undefined || !lists.includes(field)) return field;
  const items = root[field];
  // A translation has its own order, so the place of such a block in the source is not known.
  if (!Array.isArray(items) || (!isSource && field !== 'corrections')) return undefined;
  const at = items.findIndex((_, index) => isWithin(line, linesOf(document, [field, index])));
  return at < 0 ? undefined : `${field}.${at}`;
}
