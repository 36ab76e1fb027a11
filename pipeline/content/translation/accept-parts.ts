import { Document, isScalar, visit } from 'yaml';
import type { Part } from './compare-translation.ts';
import type { BlockEntry, FieldEntry, SourceRecord } from './source-record.ts';
import { flatten, hashWords, inHeadOrder, type Words } from './words.ts';

/** Which parts are accepted, and how. */
interface Acceptance {
  readonly accepts: (part: Part) => boolean;
  /** Set if a machine wrote the translation and no person has accepted it yet. */
  readonly machine?: boolean;
  /** The source that the translator saw, if it is not the current one. */
  readonly seen?: Words;
}

/** The record after these parts are accepted. The entries of other parts are kept. */
export function acceptParts(parts: readonly Part[], { accepts, machine, seen }: Acceptance): SourceRecord {
  const fields: Record<string, FieldEntry> = {};
  const blocks: BlockEntry[] = [];
  for (const part of parts) {
    const isNew = accepts(part) && canAccept(part);
    const from = isNew ? tidyWords(seen ?? part.whole ?? {}) : part.recorded?.from;
    if (from === undefined || Object.keys(from).length === 0) continue;
    const mark = (isNew ? machine : part.recorded?.machine) ? { machine: true as const } : {};
    if (part.list === 'fields') fields[part.key] = { from: from[part.key] ?? '', ...mark };
    else {
      const to = isNew ? hashWords(part.translation ?? {}) : (part.recorded?.to ?? '');
      blocks.push({ from, to, ...mark });
    }
  }
  return { fields, blocks };
}

/** Whether a part can be accepted: it must exist in both documents. */
export function canAccept({ state }: Part): boolean {
  return ['done', 'stale', 'machine'].includes(state);
}

/** Words as a record stores them: each text on one line. */
export function tidyWords(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([field, text]) => [
      field,
      typeof text === 'string' ? flatten(text) : text.map((each) => flatten(each)),
    ]),
  );
}

const widest = 110;

/** The record as the text of a file. */
export function printRecord(record: SourceRecord, file: string): string {
  const fields = Object.fromEntries(
    inHeadOrder(Object.keys(record.fields)).map((name) => [name, record.fields[name]]),
  );
  const document = new Document({
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(record.blocks.length > 0 && { blocks: record.blocks }),
  });
  document.commentBefore = ` What ${file} was translated from. "courant translate accept" and the studio write it.`;
  visit(document, {
    Scalar(key, node) {
      // A hash of eight hex digits may consist of decimal digits only, so it needs quotation marks to stay a
      // text.
      if (
        key === 'value' &&
        isScalar(node) &&
        typeof node.value === 'string' &&
        /^[\d.e+-]+$/.test(node.value)
      ) {
        node.type = 'QUOTE_DOUBLE';
      }
    },
  });
  return document.toString({ lineWidth: widest });
}
