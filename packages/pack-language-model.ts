import { readFileSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The model of the language detector. `npm run language-model` writes it again, after an update of eld. */
export const packedModel = join(import.meta.dirname, '../pipeline/check/language/detector-model.json');
if (import.meta.main) writeFileSync(packedModel, await packModel());

/** The model as eld has it: the scores of n-grams in each language. Each character of an n-gram is a byte. */
interface Model {
  readonly languages: Readonly<Record<string, string>>;
  readonly ngrams: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Packs the smallest model of eld as four tables: n-grams within a word, at its start, at its end, and whole words.
 * A row is an n-gram of up to four bytes, filled up with zeros, a language and the score. Rows are sorted, so that
 * the detector can search them.
 */
export async function packModel(): Promise<string> {
  const manifest = findPackageJSON('eld', import.meta.url) ?? '';
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const load = (path: string) => import(new URL(path, pathToFileURL(manifest)).href);
  const { ngramsData } = (await load('src/ngrams/extrasmall.js')) as { ngramsData: Model };
  const { dictionary } = (await load('src/dictionary.js')) as { dictionary: readonly string[] };
  const tables: Buffer[][] = [[], [], [], []];
  for (const [ngram, scores] of Object.entries(ngramsData.ngrams)) {
    const place = (ngram.startsWith(' ') ? 1 : 0) + (ngram.endsWith(' ') ? 2 : 0);
    const bytes = [...ngram.trim()].map((each) => byteOf(each, dictionary));
    if (bytes.length > 4) throw new Error(`eld has a longer n-gram than expected: "${ngram}".`);
    for (const [language, score] of Object.entries(scores)) {
      const key = [...bytes, 0, 0, 0, 0].slice(0, 4);
      tables[place]?.push(Buffer.from([...key, Number(language), score]));
    }
  }
  const model = {
    source: `https://github.com/nitotm/efficient-language-detector-js, version ${version}, extrasmall`,
    licence: 'Apache-2.0, copyright 2023 Nito T.M.; the form is changed',
    languages: Object.values(ngramsData.languages).join(' '),
    tables: tables.map((rows) => Buffer.concat(rows.sort(Buffer.compare)).toString('base64')),
  };
  return `${JSON.stringify(model, undefined, 2)}\n`;
}

/** The byte of a character: eld has characters of its own for those above 127. */
function byteOf(character: string, dictionary: readonly string[]): number {
  const byte = dictionary.indexOf(character, 128);
  return byte === -1 ? character.charCodeAt(0) : byte;
}
