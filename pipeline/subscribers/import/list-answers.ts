import { knownWords, plainWord, writtenValue } from './known-words.ts';
import { readDate } from './read-date.ts';
import type { ValueNames } from './value-names.ts';

const yes = new Set(knownWords.answers.yes);
const no = new Set(knownWords.answers.no);

/** Reads the lists that a row names in one column. */
type AnswerCell = (values: readonly string[]) => readonly string[];

/**
 * Finds the columns whose title is the name of a list. A row is on that list if its value says yes, is the
 * date when the person joined, or repeats the name of a list. Any other text is returned unchanged, so that
 * the import reports it. `mapped` has the titles of columns that are used for another field.
 */
export function answerCells(
  titles: readonly string[],
  mapped: readonly string[],
  names: ValueNames | undefined,
): AnswerCell[] {
  const taken = new Set(mapped.map(plainWord));
  return titles.flatMap((title, at) => {
    const list = names?.list(title);
    if (list === undefined || taken.has(plainWord(title))) return [];
    return (values: readonly string[]) => {
      const text = writtenValue(values[at] ?? '');
      const word = plainWord(text);
      if (word === '' || no.has(word)) return [];
      if (yes.has(word) || readDate(text) !== undefined) return [list];
      return [text];
    };
  });
}

/** Whether a value says yes or no. */
export function isAnswer(text: string): boolean {
  const word = plainWord(text);
  return yes.has(word) || no.has(word);
}
