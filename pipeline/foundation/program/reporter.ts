import { printProblems, problemsToAnnotations } from '../problems/print-problems.ts';
import type { Problem } from '../problems/problem.ts';
import type { Terminal } from './terminal.ts';

/**
 * Receives news while a command works. Results are printed elsewhere, and a reporter cannot ask questions.
 */
export interface Reporter {
  /** Prints a line of news. */
  note(text: string): void;
  /** Prints a line that the next call replaces. An empty text clears it. */
  progress(text: string): void;
  problems(problems: readonly Problem[]): void;
}

/** Prints news on the terminal, and in a GitHub workflow also prints problems as annotations. */
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
