import { type ParsedDocument, parseDocument } from '../../content/parse-document.ts';
import { compareTranslation } from '../../content/translation/compare-translation.ts';
import { parseRecord, recordPath } from '../../content/translation/source-record.ts';
import type { Values } from '../../content/writing/arrange-list.ts';
import type { Revived } from '../../content/writing/follow-list.ts';
import { hashValue } from '../../content/writing/hash-value.ts';
import { itemText } from '../../foundation/edits/item-text.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import type { EarlierTexts } from '../journal/earlier-texts.ts';
import type { WriteList } from '../protocol/write.ts';
import { type PlannedList, type WritePlan, wordsOf } from './plan-write.ts';

interface Issue {
  readonly slug: string;
  /** The language of the source. */
  readonly locale: string;
  /** The languages of the translations. */
  readonly locales: readonly string[];
  /** The files of the issue before each of its latest steps, the latest first. */
  readonly earlier: () => Promise<readonly EarlierTexts[]>;
}

/** A new block that an earlier step may have removed. */
interface Candidate {
  readonly list: WriteList;
  readonly entry: number;
  readonly hash: string;
  /** Its longest word. A step that removes the block removes this word. */
  readonly word: string;
}

/** A block that comes back: its values and its text in the source, and its translations by language. */
interface Found {
  readonly candidate: Candidate;
  readonly item: Values;
  readonly text: string | undefined;
  readonly translations: ReadonlyMap<string, Revived>;
}

/**
 * A new block with the words of one that a recent step removed is that block, cut and pasted later. It comes
 * back as it was, with its translations and their records.
 */
export async function reviveBlocks(plan: WritePlan, issue: Issue): Promise<WritePlan> {
  let candidates = plan.lists.flatMap(candidatesIn);
  if (candidates.length === 0) return plan;
  const found: Found[] = [];
  for (const step of await issue.earlier()) {
    const here = findIn(step, candidates, issue);
    found.push(...here);
    const known = new Set(here.map(({ candidate }) => candidate));
    candidates = candidates.filter((each) => !known.has(each));
    if (candidates.length === 0) break;
  }
  return { ...plan, lists: plan.lists.map((list) => withFound(list, found)) };
}

function candidatesIn({ list, before, next }: PlannedList): Candidate[] {
  const present = new Set(before.map((value) => hashValue(wordsOf(value))));
  return next.flatMap((each, entry) => {
    if (!('item' in each)) return [];
    const words = JSON.stringify(each.item).match(/[\p{L}\p{N}]+/gu) ?? [];
    const word = words.reduce((long, other) => (other.length > long.length ? other : long), '');
    const hash = hashValue(wordsOf(each.item));
    return present.has(hash) ? [] : [{ list, entry, hash, word }];
  });
}

function findIn({ before, after }: EarlierTexts, candidates: readonly Candidate[], issue: Issue): Found[] {
  const { slug, locale } = issue;
  const file = `content/${slug}/${locale}.yaml`;
  const [text, later] = [before.get(file) ?? '', after.get(file) ?? ''];
  const count = (whole: string, word: string) => whole.split(word).length;
  const likely = candidates.filter(({ word }) => count(text, word) > count(later, word));
  const source = likely.length > 0 ? parse(file, text, 'source') : undefined;
  if (source === undefined) return [];
  const taken = new Set<string>();
  return likely.flatMap((candidate): Found[] => {
    const { list, hash } = candidate;
    const items = itemsOf(source, list);
    const at = items.findIndex(
      (each, index) => !taken.has(`${list}.${index}`) && hashValue(wordsOf(each)) === hash,
    );
    const item = items[at];
    if (!isObject(item)) return [];
    taken.add(`${list}.${at}`);
    const own = issue.locales.flatMap((each) => {
      const revived = translationOf(source, before, { slug, locale: each, list, at });
      return revived ? [[each, revived] as const] : [];
    });
    return [
      {
        candidate,
        item,
        text: itemText(createSource(file, text), [list], at),
        translations: new Map(own),
      },
    ];
  });
}

function translationOf(
  source: ParsedDocument,
  texts: EarlierTexts['before'],
  { slug, locale, list, at }: { slug: string; locale: string; list: WriteList; at: number },
): Revived | undefined {
  const file = `content/${slug}/${locale}.yaml`;
  const text = texts.get(file) ?? '';
  const translation = parse(file, text, 'translation');
  if (translation === undefined) return undefined;
  const path = recordPath(slug, locale);
  const record = parseRecord(createSource(path, texts.get(path) ?? ''), new Report());
  const part = compareTranslation(source, translation, record).find(
    ({ sourcePath }) => sourcePath?.[0] === list && sourcePath[1] === at,
  );
  const place = part?.translationPath?.[1];
  const item = itemsOf(translation, list)[Number(place)];
  if (part === undefined || !isObject(item)) return undefined;
  return { item, text: itemText(createSource(file, text), [list], Number(place)), entry: part.recorded };
}

function parse(file: string, text: string, role: 'source' | 'translation'): ParsedDocument | undefined {
  const reading = parseYaml(createSource(file, text.replace(/^\ufeff/, '')), new Report());
  return reading && parseDocument(reading, role);
}

function itemsOf({ reading }: ParsedDocument, list: WriteList): readonly unknown[] {
  const root = reading.tree.value;
  const items = isObject(root) ? root[list] : undefined;
  return Array.isArray(items) ? items : [];
}

function withFound(planned: PlannedList, all: readonly Found[]): PlannedList {
  const found = all.filter(({ candidate }) => candidate.list === planned.list);
  if (found.length === 0) return planned;
  const ids = new Set(planned.before.map((each) => (isObject(each) ? each['id'] : undefined)));
  const next = planned.next.map((each, entry) => {
    const back = found.find(({ candidate }) => candidate.entry === entry);
    // Another block may have its name by now.
    const isFree = back && (back.item['id'] === undefined || !ids.has(back.item['id']));
    return back && isFree ? { item: back.item, text: back.text } : each;
  });
  const revived = Map.groupBy(
    found.flatMap(({ candidate, translations }) =>
      [...translations].map(([locale, own]) => ({ locale, own, entry: candidate.entry })),
    ),
    ({ locale }) => locale,
  );
  const byLocale = [...revived].map(
    ([locale, each]) => [locale, new Map(each.map(({ entry, own }) => [entry, own]))] as const,
  );
  return { ...planned, next, revived: new Map(byLocale) };
}
