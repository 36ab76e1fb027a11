import { bestAlignment } from '../../content/best-alignment.ts';
import { type ParsedDocument, type ParsedItem, parseDocument } from '../../content/parse-document.ts';
import { diffWords } from '../../content/translation/word-diff.ts';
import { headWords, type PartList, shapeOf, type Words, wordsOf } from '../../content/translation/words.ts';
import { hashValue } from '../../content/writing/hash-value.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';
import type { PartHistory, PastWords } from '../protocol/desk.ts';
import { fileVersions } from './file-versions.ts';

/** Where a part of a translation is in its file now. */
export interface PartPlace {
  readonly list: PartList;
  /** The field of the head, or the index in the list. */
  readonly at: string | number;
}

/**
 * The former words of a part, the newest first: one entry for each commit that changed them. The part is followed
 * from commit to commit, also when other blocks were added or moved around it.
 */
export async function readPartHistory(
  root: string,
  file: string,
  text: string,
  place: PartPlace,
): Promise<PartHistory> {
  const found = await fileVersions(root, file);
  if (found === undefined) return { entries: [], isWithoutGit: true, hasMore: false };
  const now = parse(file, text);
  const present = now && wordsAt(now, place);
  const entries: PastWords[] = [];
  let newer: { document: ParsedDocument; place: PartPlace } | undefined = now && { document: now, place };
  for (const { text: then, ...commit } of found.versions) {
    const document = parse(file, then);
    // A commit with a broken file says nothing about the words.
    if (document === undefined || newer === undefined) continue;
    const before = placeBefore(newer.document, newer.place, document);
    const words = before && wordsAt(document, before);
    if (before === undefined || words === undefined) break;
    newer = { document, place: before };
    const changes = diffWords(words, present ?? {});
    // Each commit with the same words is older, and therefore nearer to the one that wrote them.
    if (entries.at(-1) && hashValue(entries.at(-1)?.words) === hashValue(words)) entries.pop();
    entries.push({ ...commit, words, changes });
  }
  return { entries, isWithoutGit: false, hasMore: found.hasMore };
}

function parse(file: string, text: string): ParsedDocument | undefined {
  const reading = parseYaml(createSource(file, text), new Report());
  return reading && parseDocument(reading, 'translation');
}

function wordsAt(document: ParsedDocument, { list, at }: PartPlace): Words | undefined {
  if (list === 'fields') {
    const text = headWords(document.reading.tree.value as Record<string, unknown>)[at];
    return text === undefined ? undefined : { [at]: text };
  }
  const item = itemAt(document, list, at);
  return item && !item.omit ? wordsOf(shapeOf(list, item.kind), item.raw) : undefined;
}

const itemAt = (document: ParsedDocument, list: Exclude<PartList, 'fields'>, at: string | number) =>
  document[list].find(({ path }) => path[1] === at);

/** The place of a part in an older version of its file; undefined if that version does not have it. */
function placeBefore(newer: ParsedDocument, place: PartPlace, older: ParsedDocument): PartPlace | undefined {
  const { list, at } = place;
  if (list === 'fields') return place;
  const [after, before] = [newer[list].map(tokens), older[list].map(tokens)];
  // Most commits leave most blocks as they are, so only those between equal ones are compared.
  let start = 0;
  while (start < Math.min(after.length, before.length) && isSame(after[start], before[start])) start++;
  let end = 0;
  while (
    end < Math.min(after.length, before.length) - start &&
    isSame(after.at(-1 - end), before.at(-1 - end))
  )
    end++;
  const index = newer[list].findIndex(({ path }) => path[1] === at);
  const equal = before.flatMap((each, then) => (isSame(after[index], each) ? then : []));
  const found = (then: number | undefined): PartPlace | undefined => {
    const item = then === undefined ? undefined : older[list][then];
    return item && { list, at: Number(item.path[1]) };
  };
  // A block that was only moved.
  if (equal.length === 1) return found(equal[0]);
  if (index < start) return found(index);
  if (index >= after.length - end) return found(index - after.length + before.length);
  const [own, then] = [after.slice(start, -end || undefined), before.slice(start, -end || undefined)];
  if (own.length * then.length > mostComparisons) return found(index);
  const pairs = bestAlignment(own.length, then.length, (a, b) => likeness(own[a], then[b]));
  const pair = pairs.find(({ source }) => source === index - start);
  return found(pair?.translation === undefined ? undefined : start + pair.translation);
}

/** More would keep the studio busy. Longer lists are compared by order only. */
const mostComparisons = 40_000;

interface Tokens {
  readonly hash: string;
  readonly kind: string | undefined;
  readonly words: ReadonlySet<string>;
}

function tokens(item: ParsedItem): Tokens {
  const text = JSON.stringify(item.raw).toLowerCase();
  return { hash: hashValue(item.raw), kind: item.kind, words: new Set(text.match(/[\p{L}\p{N}]+/gu)) };
}

const isSame = (a: Tokens | undefined, b: Tokens | undefined) => a?.hash === b?.hash;

/** How likely two blocks are the same one, in whole numbers. Another kind needs more common words. */
function likeness(a: Tokens | undefined, b: Tokens | undefined): number {
  if (!a || !b) return 0;
  if (a.hash === b.hash) return 1000;
  const common = a.words.intersection(b.words).size / Math.max(1, a.words.union(b.words).size);
  if (a.kind !== b.kind) return common > 0.6 ? Math.round(common * 100) : 0;
  return 1 + Math.round(common * 500);
}
