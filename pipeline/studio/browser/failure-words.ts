import type { ShownProblem } from '../protocol/issues.ts';
import { RefusedError } from './api.ts';
import type { ProblemWords } from './texts/problem-texts.ts';
import { answerText, wordsOf } from './texts/problem-words.ts';

/** The problems for which the server refused a request; none for any other failure. */
export function problemsIn(error: unknown): readonly ShownProblem[] {
  const body = error instanceof RefusedError ? error.body : undefined;
  return ((body ?? {}) as { readonly problems?: readonly ShownProblem[] }).problems ?? [];
}

/** Why a request failed, in the language of the interface. */
export function wordsOfFailure(error: unknown): readonly [ProblemWords, ...ProblemWords[]] {
  const [first, ...more] = problemsIn(error);
  if (first) return [wordsOf(first), ...more.map(wordsOf)];
  return [{ message: answerText(error instanceof Error ? error.message : String(error)) }];
}
