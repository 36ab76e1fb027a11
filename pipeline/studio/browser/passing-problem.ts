import type { ShownProblem } from '../protocol/issues.ts';

/** Another program was in between, or the disk was full. */
const passing = ['studio-changed', 'studio-unwritten'];

/** The problem that may be over when the same words are sent again; undefined if there is none. */
export function passingProblem(problems: readonly ShownProblem[] = []): ShownProblem | undefined {
  return problems.find(({ code }) => passing.includes(code));
}
