import { plural } from './plural.ts';
import { type PrintOptions, printProblems } from './print-problems.ts';
import { type Problem, sortProblems } from './problem.ts';

/** How many problems with the same code are shown in full per file; the others are counted. */
const shownAlike = 3;

/** How many problems are shown in total: nobody reads more than this at a time. */
const shownAtMost = 40;

/**
 * Prints problems for a person at a terminal: by file, each as `printProblems` prints it. Shows the first few
 * of many similar problems, and counts the others with their lines. Shows a problem that several files share
 * only once.
 */
export function printByFile(problems: readonly Problem[], options: PrintOptions): string {
  const groups = groupAlike(foldFiles(sortProblems(problems)));
  const parts: string[] = [];
  let shown = 0;
  let hidden = 0;
  for (const { first, rest } of groups) {
    const count = first.reduce((sum, { also }) => sum + 1 + also.length, 0) + rest.length;
    if (shown + first.length > shownAtMost) {
      hidden += count;
      continue;
    }
    shown += first.length;
    parts.push(...first.map(({ problem, also }) => `${printProblems([problem], options)}${alsoIn(also)}`));
    if (rest.length > 0) parts.push(`  \u2026 and ${rest.length} more like it${linesOf(rest)}`);
  }
  if (hidden > 0)
    parts.push(`\u2026 and ${plural(hidden, 'more problem')}; --format json lists all of them.`);
  return parts.join('\n\n');
}

/** A problem, and the other files that have the same problem. */
interface Folded {
  readonly problem: Problem;
  readonly also: string[];
}

interface Alike {
  readonly first: Folded[];
  readonly rest: Folded[];
}

/** Merges problems that have the same message in several files and no line: they have a common cause. */
function foldFiles(problems: readonly Problem[]): Folded[] {
  const known = new Map<string, Folded>();
  const folded: Folded[] = [];
  for (const problem of problems) {
    const key = JSON.stringify([problem.code, problem.severity, problem.message, problem.frame]);
    const same = known.get(key);
    if (same !== undefined && problem.file !== undefined && problem.file !== same.problem.file) {
      if (!same.also.includes(problem.file)) same.also.push(problem.file);
      continue;
    }
    const each = { problem, also: [] };
    known.set(key, each);
    folded.push(each);
  }
  return folded;
}

function groupAlike(problems: readonly Folded[]): Alike[] {
  const groups = new Map<string, Alike>();
  for (const each of problems) {
    const key = JSON.stringify([each.problem.file, each.problem.code, each.problem.severity]);
    const group = groups.get(key) ?? { first: [], rest: [] };
    (group.first.length < shownAlike ? group.first : group.rest).push(each);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function alsoIn(files: readonly string[]): string {
  if (files.length === 0) return '';
  const named = files.slice(0, 3).join(', ');
  const more = files.length > 3 ? ` and ${plural(files.length - 3, 'more file')}` : '';
  return `\n  The same in ${named}${more}.`;
}

function linesOf(rest: readonly Folded[]): string {
  const lines = [...new Set(rest.flatMap(({ problem }) => problem.line ?? []))];
  if (lines.length === 0) return '.';
  const shown = lines.slice(0, 10).join(', ');
  return `, on ${lines.length === 1 ? 'line' : 'lines'} ${shown}${lines.length > 10 ? ' \u2026' : ''}.`;
}
