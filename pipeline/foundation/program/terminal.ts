import { styleText } from 'node:util';

/** The output of a command: results go to the standard output, news to the standard error. */
export interface Terminal {
  /** Prints a line of the result. */
  print(text: string): void;
  /** Prints a line of news. */
  note(text: string): void;
  /** Prints a line that the next call replaces, if the output is a terminal. An empty text clears it. */
  progress(text: string): void;
  /** Asks a yes-or-no question. Undefined if nobody is there to answer. */
  confirm(question: string): Promise<boolean | undefined>;
  readonly colour: boolean;
  /** Whether this runs in a GitHub workflow, which shows annotations beside the lines of a pull request. */
  readonly annotates: boolean;
}

type Style = Parameters<typeof styleText>[0];

export function paint(terminal: Pick<Terminal, 'colour'>, style: Style, text: string): string {
  return terminal.colour ? styleText(style, text, { validateStream: false }) : text;
}

/** The terminal of this process. NO_COLOR and FORCE_COLOR decide whether it uses colours. */
export function processTerminal(process: NodeJS.Process): Terminal {
  const { stdout, stderr, stdin, env } = process;
  const watched = stderr.isTTY === true && !env['CI'];
  let open = false;
  const clear = () => {
    if (open) stderr.write('\r\u001b[2K');
    open = false;
  };
  return {
    colour: env['NO_COLOR'] ? false : Boolean(env['FORCE_COLOR']) || stdout.isTTY === true,
    annotates: env['GITHUB_ACTIONS'] === 'true',
    print(text) {
      clear();
      stdout.write(`${text}\n`);
    },
    note(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!watched) return;
      clear();
      if (text === '') return;
      stderr.write(text.slice(0, Math.max(20, (stderr.columns ?? 80) - 1)));
      open = true;
    },
    async confirm(question) {
      if (stdin.isTTY !== true || env['CI']) return undefined;
      clear();
      const { createInterface } = await import('node:readline/promises');
      const reader = createInterface({ input: stdin, output: stderr });
      try {
        return /^(y|yes|j|ja)$/i.test((await reader.question(`${question} [y/N] `)).trim());
      } finally {
        reader.close();
      }
    },
  };
}
