import type { ShownProblem } from '../protocol/issues.ts';

/** How long a request that failed waits before it is sent again, in ms. */
export const retryPause = 5000;

/** Another program was in between, the disk was full, or somebody has yet to mend a file or to put it back. */
const passing = ['studio-changed', 'studio-unwritten', 'edit-syntax', 'issue-source-missing'];

/** The problem that may be over when the same words are sent again; undefined if there is none. */
export function passingProblem(problems: readonly ShownProblem[] = []): ShownProblem | undefined {
  return problems.find(({ code }) => passing.includes(code));
}
