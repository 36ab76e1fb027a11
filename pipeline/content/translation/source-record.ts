import { z } from 'zod';
import type { Files } from '../../foundation/files/files.ts';
import type { Source } from '../../foundation/problems/place.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { reportRefusals } from '../../foundation/sources/report-refusals.ts';
import type { Words } from './words.ts';

/**
 * The record of a translation: the source's words at the time of translation, in `<locale>.source.yaml`
 * beside the translation. Its entries are found by words, not by position or name, so the record survives
 * when blocks are moved or renamed, and git can merge it line by line.
 */
export interface SourceRecord {
  /** The fields of the head by name. */
  readonly fields: Readonly<Record<string, FieldEntry>>;
  /** Blocks, stories and corrections, in the order of the article. */
  readonly blocks: readonly BlockEntry[];
}

export interface FieldEntry {
  readonly from: string | readonly string[];
  /** Set if a machine wrote the translation and no person has accepted it yet. */
  readonly machine?: true | undefined;
}

export interface BlockEntry {
  readonly from: Words;
  /** The hash of the translation's words. It finds the block after its source was rewritten. */
  readonly to: string;
  readonly machine?: true | undefined;
}

const words = z.union([z.string(), z.array(z.string())]);
const machine = z.literal(true).optional();
const recordSchema = z.strictObject({
  fields: z.record(z.string(), z.strictObject({ from: words, machine })).optional(),
  blocks: z.array(z.strictObject({ from: z.record(z.string(), words), to: z.string(), machine })).optional(),
});

export const emptyRecord: SourceRecord = { fields: {}, blocks: [] };

export const recordPath = (slug: string, locale: string) => `content/${slug}/${locale}.source.yaml`;

/** Reads a record. Undefined if there is none; then nothing counts as stale. */
export async function readRecord(
  files: Files,
  slug: string,
  locale: string,
  report: Report,
): Promise<SourceRecord | undefined> {
  const path = recordPath(slug, locale);
  const source = await readSource(files, path, 'a record of what was translated ("blocks: \u2026")', report);
  if (source === undefined) return undefined;
  const kept = keptIn(files);
  const known = kept.get(path);
  if (known?.text === source.text) return known.record;
  const count = () => report.problems.length + report.hidden.length;
  const before = count();
  const record = parseRecord(source, report);
  // Problems must be reported each time.
  if (record && count() === before) keep(kept, path, { text: source.text, record });
  return record;
}

interface KeptRecord {
  readonly text: string;
  readonly record: SourceRecord;
}

/** How many of the records that were read last are kept. One check reads the same record several times. */
const most = 8;
const keptRecords = new WeakMap<Files, Map<string, KeptRecord>>();

function keptIn(files: Files): Map<string, KeptRecord> {
  const kept = keptRecords.get(files) ?? new Map<string, KeptRecord>();
  keptRecords.set(files, kept);
  return kept;
}

function keep(kept: Map<string, KeptRecord>, path: string, record: KeptRecord): void {
  kept.delete(path);
  kept.set(path, record);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}

/** Reads the text of a record. Undefined if it has a mistake. */
export function parseRecord(source: Source, report: Report): SourceRecord | undefined {
  const reading = parseYaml(source, report);
  if (reading === undefined) return undefined;
  const parsed = recordSchema.safeParse(reading.tree.value);
  if (!parsed.success) {
    const value = reading.tree.value as object;
    reportRefusals(
      parsed.error.issues,
      { reading, path: [], value, schema: recordSchema, where: 'the record' },
      () => false,
    );
    return undefined;
  }
  return { fields: parsed.data.fields ?? {}, blocks: parsed.data.blocks ?? [] };
}
