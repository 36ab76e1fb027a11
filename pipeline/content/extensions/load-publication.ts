import type { Report } from '../../foundation/problems/report.ts';
import type { Publication, Roots } from '../../publication/publication.ts';
import { readPublication } from '../../publication/read-publication.ts';
import { loadExtensions } from './load-extensions.ts';

/**
 * Reads what all issues share, and runs the extensions that newsletter.yaml names: this process knows their kinds of
 * blocks from then on, and the publication has their check rules. Undefined when the configuration or an extension cannot be used: without them nothing else can
 * be read.
 */
export async function loadPublication(roots: Roots, report: Report): Promise<Publication | undefined> {
  const publication = await readPublication(roots, report);
  if (publication === undefined) return undefined;
  const rules = await loadExtensions(roots.publication, publication.newsletter, report);
  return rules && { ...publication, rules };
}
