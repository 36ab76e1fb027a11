import { optionalPackage } from '../../foundation/program/optional-package.ts';
import { findDictionary } from './find-dictionary.ts';
import type { Speller } from './speller.ts';

/**
 * Opens the dictionary of a language that a publication has installed; undefined when there is none. Fails with
 * `package-missing` when the publication has a dictionary, and no program that reads it.
 */
export async function openSpeller(root: string, locale: string): Promise<Speller | undefined> {
  const dictionary = findDictionary(root, locale);
  if (dictionary === undefined) return undefined;
  const load = () => import('./hunspell.ts');
  const { openHunspell } = await optionalPackage('hunspell-wasm', '--spelling', load);
  return openHunspell(dictionary);
}
