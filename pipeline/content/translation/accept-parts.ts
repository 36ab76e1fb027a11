import { Document, isScalar, visit } from 'yaml';
import type { Part } from './compare-translation.ts';
import type { BlockEntry, FieldEntry, SourceRecord } from './source-record.ts';
import { flatten, hashWords, inHeadOrder, type Words } from './words.ts';

/** The accepted parts, and the form of acceptance. */
export interface Acceptance {
  readonly accepts: (part: Part) => boolean;
  /** A machine wrote it, and a person has not accepted it yet. */
  readonly machine?: boolean;
  /** The source that the translator saw, where it is not the current one. */
  readonly seen?: Words;
}

/** The record after these parts are accepted. Other parts keep their entries. */
export function acceptParts(parts: readonly Part[], { accepts, machine, seen }: Acceptance): SourceRecord {
  const fields: Record<string, FieldEntry> = {};
  const blocks: BlockEntry[] = [];
  for (const part of parts) {
    const isNew = accepts(part) && canAccept(part);
    const from = isNew ? tidy(seen ?? part.whole ?? {}) : part.recorded?.from;
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

/** A part that exists on both sides can be accepted. */
export function canAccept({ state }: Part): boolean {
  return ['done', 'stale', 'machine'].includes(state);
}

function tidy(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([field, text]) => [
      field,
      typeof text === 'string' ? flatten(text) : text.map((each) => flatten(each)),
    ]),
  );
}

const widest = 110;

/** The record as a file. */
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
      // Eight hex digits may all be decimal: quotation marks keep them a text.
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
