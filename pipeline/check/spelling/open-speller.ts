import { optionalPackage } from '../../foundation/program/optional-package.ts';
import { findDictionary } from './find-dictionary.ts';
import type { Speller } from './speller.ts';

/**
 * Opens the dictionary that a publication has installed for a language; undefined if there is none. Fails
 * with `package-missing` if the publication has the dictionary but not the package that reads it.
 */
export async function openSpeller(root: string, locale: string): Promise<Speller | undefined> {
  const dictionary = findDictionary(root, locale);
  if (dictionary === undefined) return undefined;
  const load = () => import('./hunspell.ts');
  const { openHunspell } = await optionalPackage('hunspell-wasm', '--spelling', load);
  return openHunspell(dictionary);
}
