import { textsOfDocument } from '../content/document-texts.ts';
import { type ParsedDocument, sourceOf } from '../content/parse-document.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Place } from '../foundation/problems/place.ts';
import type { Finding } from './rules/rule.ts';
import { dictionaryNames } from './spelling/find-dictionary.ts';
import type { Speller } from './spelling/speller.ts';
import { wordsToSpell } from './spelling/words-to-spell.ts';

interface SpellingCheck {
  /** The files of the publication, which include its lists of words. */
  readonly files: Files;
  /** Opens the dictionary of a language; undefined if the publication has none. */
  readonly open: (locale: string) => Promise<Speller | undefined>;
  /** A clock in milliseconds, which may start anywhere. */
  readonly now: () => number;
}

/**
 * Finds unknown words. A word is known if it is in the dictionary, in the publication's list of words or, for
 * a translation, in its source. There is one finding per file, because most unknown words are correct.
 */
export async function checkSpelling(issues: readonly ReadIssue[], check: SpellingCheck): Promise<Finding[]> {
  const files = Map.groupBy(
    issues.flatMap(({ documents }) => {
      const [, source] = sourceOf(documents) ?? [];
      return [...documents].map(([locale, document]): SpelledFile => ({ locale, document, source }));
    }),
    ({ locale }) => locale,
  );
  const suggest = limitedSuggestions(check.now);
  const findings: Finding[] = [];
  for (const [locale, own] of files) {
    const speller = await check.open(locale);
    if (speller === undefined) {
      findings.push(withoutDictionary(own));
      continue;
    }
    try {
      const list = await readWords(check.files, locale);
      findings.push(...own.flatMap((file) => checkFile(file, { speller, list, suggest })));
    } finally {
      speller.close();
    }
  }
  return findings;
}

/**
 * A file of an issue. `source` is the document that it translates, or the same document for the source
 * itself.
 */
interface SpelledFile {
  readonly locale: string;
  readonly document: ParsedDocument;
  readonly source: ParsedDocument | undefined;
}

interface Knowledge {
  readonly speller: Speller;
  readonly list: readonly string[];
  readonly suggest: (speller: Speller, word: string) => string | undefined;
}

function checkFile(
  { locale, document, source }: SpelledFile,
  { speller, list, suggest }: Knowledge,
): Finding[] {
  const { tree } = document.reading;
  const known = new Set([...list, ...(source && source !== document ? allWords(source) : [])]);
  const unknown = new Map<string, Place>();
  for (const { text, path, role } of textsOfDocument(document)) {
    if (!['inline', 'cells', 'text', 'alt'].includes(role)) continue;
    for (const word of wordsToSpell(text)) {
      if (unknown.has(word) || known.has(word) || speller.knows(word)) continue;
      unknown.set(word, tree.placeOfText(path, word));
    }
  }
  const [first] = unknown.values();
  if (first === undefined) return [];
  const words = [...unknown].slice(0, most.shown).map(([word, place], at) => ({
    word,
    line: place.source.position(place.start).line,
    meant: at < most.suggestions ? suggest(speller, word) : undefined,
  }));
  return [{ code: 'spelling-unknown', data: { words, all: unknown.size, locale }, at: first }];
}

/** For each file, the maximum number of words to show, and of words to make suggestions for. */
const most = { shown: 12, suggestions: 3 };

/** The time for suggestions in all files together, in milliseconds. One suggestion may take half a second. */
const timeForSuggestions = 2000;

function limitedSuggestions(now: () => number): Knowledge['suggest'] {
  let left = timeForSuggestions;
  return (speller, word) => {
    if (left <= 0) return undefined;
    const before = now();
    const [meant] = speller.suggest(word);
    left -= now() - before;
    return meant;
  };
}

/** One finding for all files in a language without a dictionary, reported at the first file. */
function withoutDictionary([first]: readonly SpelledFile[]): Finding {
  const { locale = '', document } = first ?? {};
  const [, name] = dictionaryNames(locale);
  const at = { file: document?.reading.tree.source.file ?? '' };
  return { code: 'spelling-dictionary', data: { locale, name }, at };
}

/**
 * The words that the publication adds to a dictionary: `words.nl.txt` has one word per line. Lines that begin
 * with # are comments.
 */
async function readWords(files: Files, locale: string): Promise<string[]> {
  const bytes = await files.read(`words.${locale}.txt`);
  const lines = bytes === undefined ? [] : new TextDecoder().decode(bytes).split(/\r?\n/);
  return lines
    .map((line) => line.trim().toLowerCase())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** All words of a source, in lower case: a translation may keep them. */
function allWords(source: ParsedDocument): string[] {
  return textsOfDocument(source).flatMap(
    ({ text }) =>
      text
        .toLowerCase()
        .replaceAll('\u2019', "'")
        .match(/\p{L}[\p{L}\p{M}'-]*/gu) ?? [],
  );
}
