import type { IssuesView, Rule } from './rule.ts';

/** A story that links to an issue must use its name or one of its former names, whose address leads to it. */
export const storyTargets: Rule<IssuesView> = {
  family: 'addresses',
  codes: ['issue-unknown'],
  *check({ issues }) {
    const known = issues.map(({ slug }) => slug);
    const names = new Set(issues.flatMap(({ slug, aliases }) => [slug, ...aliases.map((each) => each.slug)]));
    for (const { stories } of issues) {
      for (const at of stories) {
        if (!names.has(at.slug)) yield { code: 'issue-unknown', data: { slug: at.slug, known }, at };
      }
    }
  },
};
