import table from './related-labels.json' with { type: 'json' };

/**
 * Removes words from the beginning of a text, with the punctuation after them, because the text before it
 * says the same: "See also: the crane" after "See also" becomes "The crane", and so does "Read more: the
 * crane". A text that consists of these words only is kept.
 */
export function withoutStart(text: string, words: string): string {
  const start = startOf(text, words);
  const rest = text.slice(start?.whole ?? 0);
  if (start === undefined || rest.trim() === '') return text;
  return rest.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** The beginning of a text that repeats the words before it. */
export interface Start {
  /** The words as they are written in the text. */
  readonly words: string;
  /** The length of these words, including the spaces and punctuation around them. */
  readonly whole: number;
}

/**
 * Finds the words at the beginning of a text. If they are a label for related links, this also finds the
 * other labels in the table, in all languages, provided that a colon or a dash follows.
 */
export function startOf(text: string, words: string): Start | undefined {
  if (words.trim() === '') return undefined;
  const found = ownPattern(words).exec(text) ?? startWithLabel(text, words);
  const [whole, said] = found ?? [];
  return whole === undefined || said === undefined ? undefined : { words: said, whole: whole.length };
}

function startWithLabel(text: string, words: string): RegExpExecArray | null {
  // Compiling the patterns of all labels takes 0.1 s, and most texts have nothing that can follow a label.
  const mayHave = /[:：–—]/.test(text) && labelPattern().test(words);
  return mayHave ? relatedPattern().exec(text) : null;
}

// Compiling these patterns takes longer than using them, and only some articles need them.
const ownPattern = once((words) => begin([words], `(?![\\p{L}\\p{N}])[\\s:：,،.…–—-]*`));
const labels = Object.entries(table).flatMap(([key, value]) => (key.startsWith('$') ? [] : value));
const labelPattern = once(() => begin(labels, '$'));
const relatedPattern = once(() => begin(labels, '\\s*[:：–—]\\s*'));

/** Remembers the pattern for each text. */
function once(make: (words: string) => RegExp): (words?: string) => RegExp {
  const made = new Map<string, RegExp>();
  return (words = '') => {
    const pattern = made.get(words) ?? make(words);
    made.set(words, pattern);
    return pattern;
  };
}

function begin(words: readonly string[], end: string): RegExp {
  const choices = words.map(withAnyMarks).join('|');
  return new RegExp(`^\\s*(${choices})${end}`, 'iu');
}

/**
 * A pattern that matches words regardless of accents and vowel signs: Arabic papers write "أيضا", "أيضاً" and
 * "أيضًا".
 */
function withAnyMarks(words: string): string {
  const letters = [...words.normalize('NFC').trim()].filter((letter) => !/\p{M}/u.test(letter));
  const pattern = (letter: string) => {
    const [base = letter] = letter.normalize('NFD');
    const forms = base === letter ? RegExp.escape(letter) : `[${base}${letter}]`;
    return /\s/u.test(letter) ? '\\s+' : `${forms}\\p{M}*`;
  };
  return letters.map(pattern).join('');
}
