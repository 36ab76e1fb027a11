import type { Report } from '../../foundation/problems/report.ts';
import type { Publication, Roots } from '../../publication/publication.ts';
import { type ReadingOptions, readPublication } from '../../publication/read-publication.ts';
import { loadExtensions } from './load-extensions.ts';

/**
 * Reads the shared parts of all issues, and runs the extensions that newsletter.yaml names. After that, this
 * process knows their kinds of blocks, and the publication contains their helpers and check rules. Undefined
 * if the configuration or an extension cannot be used, because nothing else can be read without them.
 */
export async function loadPublication(
  roots: Roots,
  report: Report,
  options?: ReadingOptions,
): Promise<Publication | undefined> {
  const publication = await readPublication(roots, report, options);
  if (publication === undefined) return undefined;
  const added = await loadExtensions(roots.publication, publication.newsletter, report);
  return added && { ...publication, ...added };
}
