import type { Problem } from '../../foundation/problems/problem.ts';

/** Groups the problems of many rows. Problems with the same message become one, with the number of rows. */
interface ProblemGroups {
  add(problem: Problem): void;
  /** One problem for each group, at the line of its first row. */
  list(): Problem[];
}

/**
 * Groups are keyed by message. A file with a different mistake in every row falls back to one group per code.
 */
const mostGroups = 50;

export function createProblemGroups(): ProblemGroups {
  const groups = new Map<string, { readonly first: Problem; count: number }>();
  return {
    add(problem) {
      // The numbers in a message differ from row to row.
      const exact = `${problem.code} ${problem.message.replace(/\d+/g, '#')}`;
      const key = groups.has(exact) || groups.size < mostGroups ? exact : problem.code;
      const group = groups.get(key);
      if (group) group.count += 1;
      else groups.set(key, { first: problem, count: 1 });
    },
    list: () =>
      [...groups.values()].map(({ first, count }) => (count === 1 ? first : describe(first, count))),
  };
}

function describe(first: Problem, count: number): Problem {
  return { ...first, message: `${count} rows, the first on line ${first.line}: ${first.message}` };
}
