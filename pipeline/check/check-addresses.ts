import type { IssueEntry } from '../archive/issue-entry.ts';
import { reservedSlugs } from '../archive/site-paths.ts';
import type { Report } from '../foundation/problems/report.ts';

/**
 * Looks for issues whose addresses are taken by pages of the site, and returns those that are at odds with another:
 * an alias that is another's name, or a story that leads to an issue which is not there. Where these stand is
 * found out by reading them again.
 */
export function checkAddresses(
  issues: readonly IssueEntry[],
  known: ReadonlySet<string>,
  report: Report,
): string[] {
  const owners = new Map([...known].map((slug) => [slug, slug]));
  const atOdds = new Set<string>();
  for (const { slug, aliases, references } of issues) {
    for (const name of [slug, ...aliases]) {
      if (reservedSlugs.includes(name))
        report.add('slug-reserved', { slug: name }, { file: `content/${slug}` });
    }
    for (const alias of aliases) {
      const owner = owners.get(alias);
      owners.set(alias, owner ?? slug);
      if (owner !== undefined && owner !== slug) for (const each of [owner, slug]) atOdds.add(each);
    }
    if (references.some((reference) => !known.has(reference))) atOdds.add(slug);
  }
  return [...atOdds].sort();
}
