import type { IssueLinks } from '../../content/issue-links.ts';
import type { IssuesView, Rule } from './rule.ts';

/**
 * An issue that a story links to must be public when the story is. Readers must not learn of an issue before
 * its moment.
 */
export const storyMoments: Rule<IssuesView> = {
  family: 'addresses',
  codes: ['story-early'],
  *check({ issues, asOf }) {
    const byName = new Map(
      issues.flatMap((issue) => issue.aliases.map((alias): [string, IssueLinks] => [alias.slug, issue])),
    );
    for (const issue of issues) byName.set(issue.slug, issue);
    for (const issue of issues) {
      const seenFrom = Math.max(asOf, issue.publicFrom ?? asOf);
      for (const at of issue.stories) {
        const target = byName.get(at.slug);
        if (target === undefined || issue.isHeld || isPublic(target, seenFrom)) continue;
        const { slug, isHeld, publicFrom } = target;
        const from = isHeld || publicFrom === undefined ? undefined : new Date(publicFrom).toISOString();
        const severity = issue.isReady ? 'error' : 'warning';
        yield { code: 'story-early', data: { slug, from }, at, severity };
      }
    }
  },
};

function isPublic({ isHeld, publicFrom = 0 }: IssueLinks, moment: number): boolean {
  return !isHeld && publicFrom <= moment;
}
