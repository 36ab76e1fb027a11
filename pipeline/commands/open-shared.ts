import { rootsOf } from '../check/open-publication.ts';
import { loadPublication } from '../content/extensions/load-publication.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import type { Publication } from '../publication/publication.ts';

/** Opens the shared parts of the publication. Rejects with its problems. */
export async function openShared(context: CommandContext): Promise<Publication> {
  const report = new Report();
  const publication = await loadPublication(rootsOf(context), report);
  if (publication === undefined) throw new ProblemError(report.problems);
  return publication;
}
