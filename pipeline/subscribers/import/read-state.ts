import { knownWords, plainWord } from './known-words.ts';
import type { RowState } from './list-row.ts';

/** The meaning of a word in a state column. An empty state means active. */
export function readState(word: string): RowState {
  return word === '' ? { state: 'active' } : (states.get(plainWord(word)) ?? { state: 'unknown', word });
}

const { active, unsubscribed, bounced, operator, complained } = knownWords.states;
const states = new Map<string, RowState>([
  ...active.map((word) => [word, { state: 'active' }] as const),
  ...unsubscribed.map((word) => [word, { state: 'unsubscribed' }] as const),
  ...bounced.map((word) => [word, { state: 'suppressed', reason: 'bounced' }] as const),
  ...operator.map((word) => [word, { state: 'suppressed', reason: 'operator' }] as const),
  ...complained.map((word) => [word, { state: 'suppressed', reason: 'complained' }] as const),
]);
