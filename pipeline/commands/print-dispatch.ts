import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import type { DispatchedIssue, DueOptions } from '../dispatches/dispatch-due.ts';
import { describeOpenEnd, exitCodeOf, type OpenEnd, settlingCommands } from '../dispatches/open-ends.ts';
import { annotate, problemsToJson } from '../foundation/problems/print-problems.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { sendingFailure } from '../foundation/program/exit-code.ts';
import { showEnd, showPlan, showProgress } from './describe-delivery.ts';

/** Prints a line of a stage. An empty `stage` continues the stage before. */
export type StagePrinter = (stage: string, text: string) => void;

/** Returns the callbacks that print dispatches while they run. */
export function dispatchPrinter(
  context: CommandContext,
  say: StagePrinter,
): Required<Pick<DueOptions, 'onIssue' | 'onPlan' | 'onEnd' | 'onProgress'>> {
  return {
    onIssue: (slug) => say('send', slug),
    onPlan(plan) {
      for (const line of showPlan(plan)) say('', line.trim());
    },
    onEnd({ plan, delivery, problems, folder }) {
      context.reporter.progress('');
      if (plan && delivery) say('', showEnd(plan, delivery));
      if (folder !== undefined && delivery && existsSync(folder))
        say('', `messages in ${relative(context.root, folder)}/`);
      context.reporter.problems(problems);
    },
    onProgress: (progress) => context.reporter.progress(showProgress(progress)),
  };
}

/**
 * The highest exit code of the open ends and the failures. Schedules treat 3 as success, so an error in
 * addition to it makes 4.
 */
export function codeOf(
  open: readonly OpenEnd[],
  dispatched: readonly DispatchedIssue[],
  hasErrors: boolean,
): ExitCode {
  const failed = dispatched.filter(({ delivery }) => delivery === undefined);
  const codes = [
    exitCodeOf(open),
    ...failed.map(({ problems }) => sendingFailure(problems)),
    hasErrors ? 1 : 0,
  ];
  const highest = Math.max(...codes) as ExitCode;
  return highest === 3 && codes.includes(1) ? 4 : highest;
}

/**
 * Prints unfinished work, one line for each open end, with the commands that settle it. In a GitHub workflow,
 * also prints an annotation for each open end that needs a person.
 */
export function printOpenEnds(
  { terminal }: CommandContext,
  say: StagePrinter,
  open: readonly OpenEnd[],
): void {
  for (const [index, end] of open.entries()) say(index === 0 ? 'open' : '', describeOpenEnd(end));
  if (!terminal.annotates) return;
  for (const end of open)
    if (exitCodeOf([end]) === 4)
      terminal.print(annotate('error', 'A person must decide', describeOpenEnd(end)));
}

export function openEndsToJson(open: readonly OpenEnd[]) {
  return open.map((end) => ({ ...end, settle: settlingCommands(end) }));
}

export function dispatchedToJson(dispatched: readonly DispatchedIssue[]) {
  return dispatched.map(({ issue, plan, delivery, problems }) => ({
    issue,
    plan,
    delivery,
    problems: problemsToJson(problems),
  }));
}
