/**
 * The words of a text that a dictionary may know, in small letters throughout. Names, abbreviations, foreign words in
 * emphasis, code, addresses and words with digits are left out.
 */
export function wordsToSpell(text: string): string[] {
  const prose = text
    .replace(/`[^`]*`|\]\([^)]*\)|https?:\/\/\S+|\[\^[^\]]*\]|\{\{[^{}]*\}\}/g, ' ')
    .replace(/(?<!\*)\*(?!\*)[^*]+\*(?!\*)|(?<![\p{L}_])_[^_]+_(?![\p{L}_])/gu, ' ')
    .replaceAll('\u2019', "'");
  return (prose.match(word) ?? []).filter((each) => !/\p{Lu}/u.test(each) && each.length >= shortest);
}

/** Letters, with hyphens and apostrophes between them; not a part of an address, a file name or a number. */
const word =
  /(?<![\p{L}\p{M}\p{N}@#/.'_-])\p{L}[\p{L}\p{M}]*(?:['-]\p{L}[\p{L}\p{M}]*)*(?![\p{L}\p{M}\p{N}@/_]|\.\p{L})/gu;

/** Shorter ones are parts of abbreviations as often as words. */
const shortest = 3;
