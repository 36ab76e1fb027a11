import { createHunspellFromFiles } from 'hunspell-wasm';
import type { DictionaryFiles } from './find-dictionary.ts';
import type { Speller } from './speller.ts';

/** Reads a dictionary. A large one takes a third of a second. */
export async function openHunspell({ affixes, words }: DictionaryFiles): Promise<Speller> {
  const hunspell = await createHunspellFromFiles(affixes, words);
  const verdicts = new Map<string, boolean>();
  const isKnown = (word: string) => {
    const known = verdicts.get(word) ?? hunspell.testSpelling(word);
    verdicts.set(word, known);
    return known;
  };
  return {
    // Some dictionaries lack possessives, and compounds that are written with a hyphen.
    knows: (word) =>
      isKnown(word) || isKnown(word.replace(/'s$/, '')) || word.split('-').every((part) => isKnown(part)),
    suggest: (word) => hunspell.getSpellingSuggestions(word),
    close: () => hunspell.dispose(),
  };
}
