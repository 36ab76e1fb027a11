import { printProblems, problemsToAnnotations } from '../problems/print-problems.ts';
import type { Problem } from '../problems/problem.ts';
import type { Terminal } from './terminal.ts';

/** Receives news while a command works. Results do not go here, and it answers no questions. */
export interface Reporter {
  /** Prints a line of news. */
  note(text: string): void;
  /** Prints a line that the next one replaces; an empty one clears it. */
  progress(text: string): void;
  problems(problems: readonly Problem[]): void;
}

/** Prints news on the terminal, and problems also as annotations in a workflow of GitHub. */
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
