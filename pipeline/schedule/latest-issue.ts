/** The issue with the latest date; of one day, the last by its name. */
export function latestIssue<Dated extends { readonly slug: string; readonly date: string }>(
  issues: readonly Dated[],
): Dated | undefined {
  const key = ({ date, slug }: Dated) => `${date} ${slug}`;
  return issues.toSorted((a, b) => (key(a) < key(b) ? 1 : -1))[0];
}
