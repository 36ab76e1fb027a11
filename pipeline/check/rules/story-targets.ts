import type { IssuesView, Rule } from './rule.ts';

/** If a story links to an issue, the issue must exist and must be named by its current name. */
export const storyTargets: Rule<IssuesView> = {
  family: 'addresses',
  codes: ['issue-unknown'],
  *check({ issues }) {
    const known = issues.map(({ slug }) => slug);
    const names = new Set(known);
    for (const { stories } of issues) {
      for (const at of stories) {
        if (!names.has(at.slug)) yield { code: 'issue-unknown', data: { slug: at.slug, known }, at };
      }
    }
  },
};
