import { byteNgrams } from './byte-ngrams.ts';
import type { Detector } from './foreign-language.ts';

let loaded: Promise<Detector> | undefined;

/** Loads the detector when it is first used. */
export function loadDetector(): Promise<Detector> {
  loaded ??= load();
  return loaded;
}

/**
 * Gives the scores of the package eld with its smallest model. The model stays a buffer of sorted rows, because
 * objects of all n-grams, as eld makes them, take 60 MB. On paragraphs, the larger models of eld do no better.
 */
async function load(): Promise<Detector> {
  const { default: model } = await import('./detector-model.json', { with: { type: 'json' } });
  const languages = model.languages.split(' ');
  const tables = model.tables.map((table) => Buffer.from(table, 'base64'));
  return {
    languages: new Set(languages),
    scores(text) {
      const sums = languages.map(() => 0);
      const ngrams = byteNgrams(text);
      for (const ngram of ngrams) addScores(tables, ngram, sums);
      const means = languages.map((language, at) => [language, (sums[at] ?? 0) / ngrams.size] as const);
      const possible = means.filter(([, mean]) => mean > 0);
      return Object.fromEntries(possible.map(([language, mean]) => [language, mean / (mean + scale)]));
    },
  };
}

/** If the n-grams of a text have this mean score in a language, the probability of the language is one half. */
const scale = 25;
/** The model has each score reduced by this number. */
const leastScore = 53;
/** The bytes of a row: four of an n-gram, filled up with zeros, then a language and its score. */
const rowSize = 6;

/** Adds the scores of an n-gram in each language. The rows of a table are sorted, and no n-gram has a zero byte. */
function addScores(tables: readonly Buffer[], ngram: string, sums: number[]): void {
  const [isStart, isEnd] = [ngram.startsWith(' '), ngram.endsWith(' ')];
  const bytes = ngram.slice(isStart ? 1 : 0, isEnd ? -1 : undefined);
  const table = tables[(isStart ? 1 : 0) + (isEnd ? 2 : 0)];
  if (table === undefined || bytes.length > 4) return;
  let key = 0;
  for (let at = 0; at < 4; at++) key = key * 256 + (at < bytes.length ? bytes.charCodeAt(at) : 0);
  for (let row = firstRow(table, key); row < table.length; row += rowSize) {
    if (table.readUInt32BE(row) !== key) return;
    const language = table.readUInt8(row + 4);
    sums[language] = (sums[language] ?? 0) + table.readUInt8(row + 5) + leastScore;
  }
}

/** The offset of the first row whose n-gram is not before this one, by binary search. */
function firstRow(table: Buffer, key: number): number {
  let [low, high] = [0, table.length / rowSize];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (table.readUInt32BE(middle * rowSize) < key) low = middle + 1;
    else high = middle;
  }
  return low * rowSize;
}
