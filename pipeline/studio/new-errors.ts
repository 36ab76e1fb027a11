import { loadShared } from '../check/load-shared.ts';
import { overlayFiles } from '../foundation/files/overlay-files.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Roots } from '../publication/publication.ts';

/**
 * The errors that the publication would get if a file of its interface texts had this content. Texts that are
 * still missing do not count, because a file is written text by text. Writes nothing.
 */
export async function newErrors(roots: Roots, path: string, text: string): Promise<Problem[]> {
  const known = new Set((await errorsOf(roots)).map(describe));
  const publication = overlayFiles(roots.publication, { [path]: text });
  const isOne = roots.package === roots.publication;
  const then = await errorsOf({ package: isOne ? publication : roots.package, publication });
  return then.filter((problem) => !known.has(describe(problem)));
}

async function errorsOf(roots: Roots): Promise<Problem[]> {
  const report = new Report();
  await loadShared(roots, report);
  return report.problems.filter(
    ({ severity, code }) => severity === 'error' && !incompleteCodes.includes(code),
  );
}

/** The codes of problems that only mean that a language lacks texts. */
const incompleteCodes: readonly string[] = ['locale-key-missing', 'locale-unfinished'];

/** Leaves out the line, because lines shift when a text is inserted. */
const describe = ({ code, file, message }: Problem) => JSON.stringify([code, file, message]);
