/** The issue with the latest date. Among issues of the same day, the last one by slug. */
export function latestIssue<Dated extends { readonly slug: string; readonly date: string }>(
  issues: readonly Dated[],
): Dated | undefined {
  const key = ({ date, slug }: Dated) => `${date} ${slug}`;
  return issues.toSorted((a, b) => (key(a) < key(b) ? 1 : -1))[0];
}
