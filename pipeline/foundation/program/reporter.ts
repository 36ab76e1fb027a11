import { printProblems, problemsToAnnotations } from '../problems/print-problems.ts';
import type { Problem } from '../problems/problem.ts';
import type { Terminal } from './terminal.ts';

/** Hears what happens while a command works. It gives no answers, and results do not go here. */
export interface Reporter {
  /** A line about what happens. */
  note(text: string): void;
  /** A line that the next one replaces; an empty one clears it. */
  progress(text: string): void;
  problems(problems: readonly Problem[]): void;
}

/** Shows it on the terminal; problems also beside the lines of a pull request, where there is one. */
export function terminalReporter(terminal: Terminal): Reporter {
  return {
    note: (text) => terminal.note(text),
    progress: (text) => terminal.progress(text),
    problems(problems) {
      if (problems.length === 0) return;
      terminal.note(`${printProblems(problems, terminal)}\n`);
      if (terminal.annotates) terminal.print(problemsToAnnotations(problems));
    },
  };
}
