import type { IssuesView, Rule } from './rule.ts';

/** A story that links to an issue must use the current name of an existing issue. */
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
