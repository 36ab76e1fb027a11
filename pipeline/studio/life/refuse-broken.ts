import { type DocumentRole, parseDocument } from '../../content/parse-document.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { type Problem, ProblemError } from '../../foundation/problems/problem.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseYaml } from '../../foundation/sources/parse-yaml.ts';

/** Fails with the errors that a change of a file would add to it. `before` and `after` are the whole texts. */
export function refuseBroken(path: string, before: string, after: string, role: DocumentRole): void {
  const known = new Set(errorsIn(path, before, role).map(describe));
  const added = errorsIn(path, after, role).filter((problem) => !known.has(describe(problem)));
  if (added.length > 0) throw new ProblemError(added);
}

function errorsIn(path: string, text: string, role: DocumentRole): Problem[] {
  const report = new Report();
  const reading = parseYaml(createSource(path, text), report);
  if (reading) parseDocument(reading, role);
  return report.problems.filter(({ severity }) => severity === 'error');
}

/** Leaves out the line, because lines shift when a text is inserted. */
const describe = ({ code, message }: Problem) => JSON.stringify([code, message]);
