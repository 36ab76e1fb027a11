import { reservedSlugs } from '../../archive/site-paths.ts';
import type { IssueLinks } from '../../content/issue-links.ts';
import type { Finding, IssuesView, Rule } from './rule.ts';

/** Every name and former name of an issue is an address, and no two issues may share one. */
export const issueAddresses: Rule<IssuesView> = {
  family: 'addresses',
  codes: ['slug-reserved', 'address-taken', 'alias-own'],
  *check({ issues }) {
    const owners = new Map(issues.map(({ slug }) => [slug, slug]));
    for (const issue of issues) yield* checkIssue(issue, owners);
  },
};

/** Checks the aliases of an issue, and adds them to the owners of addresses. */
function* checkIssue({ slug, aliases }: IssueLinks, owners: Map<string, string>): Iterable<Finding> {
  if (reservedSlugs.includes(slug)) {
    yield { code: 'slug-reserved', data: { slug }, at: { file: `content/${slug}` } };
  }
  for (const at of aliases) {
    const owner = owners.get(at.slug);
    if (reservedSlugs.includes(at.slug)) yield { code: 'slug-reserved', data: { slug: at.slug }, at };
    if (at.slug === slug) yield { code: 'alias-own', data: { slug }, at };
    else if (owner === undefined) owners.set(at.slug, slug);
    else if (owner !== slug) yield { code: 'address-taken', data: { slug: at.slug, other: owner }, at };
  }
}
