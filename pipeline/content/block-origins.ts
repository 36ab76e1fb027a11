import type { Place } from '../foundation/problems/place.ts';
import { keepLatest } from '../foundation/program/keep-latest.ts';
import { alignBlocks } from './align-blocks.ts';
import type { ParsedDocument, ParsedItem } from './parse-document.ts';

/** The place where a block of an edition was written. */
export interface BlockOrigin {
  /**
   * The anchor that a block and its source share: `body.3`. A block without a source has its own anchor:
   * `nl.body.4`.
   */
  readonly anchor: string;
  readonly line: number;
  readonly lastLine: number;
  readonly place: Place;
}

interface Origins {
  readonly body: readonly BlockOrigin[];
  readonly stories: readonly BlockOrigin[];
}

/** The origins in each document. To find them, a file may have to be parsed again. */
const keepOrigins = keepLatest<Origins>();

/** The origins of an edition's blocks and stories, in the order in which they are rendered. */
export function blockOrigins(
  documents: ReadonlyMap<string, ParsedDocument>,
  sourceLocale: string,
  locale: string,
): Origins {
  const source = documents.get(sourceLocale);
  const own = documents.get(locale);
  if (source === undefined || own === undefined) return { body: [], stories: [] };
  return keepOrigins(own, [source, locale], () => findOrigins(source, own, locale));
}

function findOrigins(source: ParsedDocument, own: ParsedDocument, locale: string): Origins {
  const list = (name: 'body' | 'stories') => {
    if (own === source) return source[name].map((item) => originOf(item, item.path.join('.'), own));
    return alignBlocks(source, own, name).flatMap(({ source: original, translation }) => {
      if (translation === undefined || translation.omit) return [];
      const anchor = original ? original.path.join('.') : `${locale}.${translation.path.join('.')}`;
      return originOf(translation, anchor, own);
    });
  };
  return { body: list('body'), stories: list('stories') };
}

/** The block or story of an edition that contains this line of its file. */
export function blockAt({ body, stories }: Origins, line: number): BlockOrigin | undefined {
  return [...body, ...stories].find((each) => each.line <= line && line <= each.lastLine);
}

function originOf(item: ParsedItem, anchor: string, { reading }: ParsedDocument): BlockOrigin {
  const place = reading.tree.place(item.path);
  const { source, start, end } = reading.tree.extent(item.path);
  const lastLine = source.position(Math.max(start, end - 1)).line;
  return { anchor, line: source.position(place.start).line, lastLine, place };
}
