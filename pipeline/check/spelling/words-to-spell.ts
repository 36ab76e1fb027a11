/**
 * The words of a text to look up in a dictionary: words in lower case only. Leaves out names, abbreviations,
 * foreign words in emphasis, code, addresses and words with digits.
 */
export function wordsToSpell(text: string): string[] {
  const prose = text
    .replace(/`[^`]*`|\]\([^)]*\)|https?:\/\/\S+|\[\^[^\]]*\]|\{\{[^{}]*\}\}/g, ' ')
    .replace(/(?<!\*)\*(?!\*)[^*]+\*(?!\*)|(?<![\p{L}_])_[^_]+_(?![\p{L}_])/gu, ' ')
    .replaceAll('\u2019', "'");
  return (prose.match(word) ?? []).filter((each) => !/\p{Lu}/u.test(each) && each.length >= shortest);
}

/**
 * Letters, with hyphens and apostrophes between them, that are not part of an address, a file name or a
 * number.
 */
const word =
  /(?<![\p{L}\p{M}\p{N}@#/.'_-])\p{L}[\p{L}\p{M}]*(?:['-]\p{L}[\p{L}\p{M}]*)*(?![\p{L}\p{M}\p{N}@/_]|\.\p{L})/gu;

/** The minimum length of a word. Anything shorter is as likely to be a part of an abbreviation. */
const shortest = 3;
