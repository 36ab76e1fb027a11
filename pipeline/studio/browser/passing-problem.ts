import type { ShownProblem } from '../protocol/issues.ts';

/** Another program was in between, the disk was full, or somebody has yet to mend the syntax of the file. */
const passing = ['studio-changed', 'studio-unwritten', 'edit-syntax'];

/** The problem that may be over when the same words are sent again; undefined if there is none. */
export function passingProblem(problems: readonly ShownProblem[] = []): ShownProblem | undefined {
  return problems.find(({ code }) => passing.includes(code));
}
