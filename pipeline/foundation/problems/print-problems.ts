import { styleText } from 'node:util';
import { type Problem, sortProblems } from './problem.ts';

export interface PrintOptions {
  /** Whether the reader's terminal shows colours. */
  readonly colour: boolean;
}

/** Prints problems for people: a clickable place, the message, the source with a caret, and the hint. */
export function printProblems(problems: readonly Problem[], { colour }: PrintOptions): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  return sortProblems(problems)
    .map((problem) => {
      const level = paint(colours[problem.severity], problem.severity);
      const lines = [[placeOf(problem), level, paint('dim', problem.code)].filter(Boolean).join('  ')];
      lines.push(...indent(problem.message));
      if (problem.frame !== undefined) lines.push(...indent(problem.frame).map((line) => paint('dim', line)));
      if (problem.hint !== undefined) lines.push(...indent(`\u2192 ${problem.hint}`));
      if (problem.reason !== undefined)
        lines.push(...indent(paint('dim', `(${problem.severity} in newsletter.yaml: ${problem.reason})`)));
      return lines.join('\n');
    })
    .join('\n\n');
}

const colours = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

/** Problems for programs: the fields of `Problem`, without causes and data. */
export function problemsToJson(problems: readonly Problem[]): Omit<Problem, 'cause' | 'data'>[] {
  return sortProblems(problems).map(({ cause: _cause, data: _data, ...rest }) => rest);
}

/** Problems as annotations of a pull request (GitHub's workflow commands), one per line. */
export function problemsToAnnotations(problems: readonly Problem[]): string {
  return sortProblems(problems)
    .map((problem) => {
      const properties = {
        file: problem.file,
        line: problem.line,
        col: problem.column,
        endLine: problem.endLine,
        endColumn: problem.endColumn,
        title: problem.code,
      };
      const given = Object.entries(properties).filter(([, value]) => value !== undefined);
      const list = given.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
      const said = problem.hint === undefined ? problem.message : `${problem.message}\n${problem.hint}`;
      const level = problem.severity === 'note' ? 'notice' : problem.severity;
      return `::${level} ${list}::${escapeData(said)}`;
    })
    .join('\n');
}

/** An annotation of the whole workflow, at no place in a file. */
export function annotate(level: 'error' | 'notice', title: string, text: string): string {
  return `::${level} title=${escapeProperty(title)}::${escapeData(text)}`;
}

function placeOf({ file, line, column }: Problem): string {
  if (file === undefined) return '';
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
