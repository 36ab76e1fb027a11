import { createProgram } from '../../pipeline/commands/declare/create-program.ts';

/** Reads a command line as the program does, and runs nothing. Returns what is wrong with it. */
export async function findMistake(words: readonly string[]): Promise<string> {
  let printed = '';
  const stream = { write: (text: string) => (printed += text) };
  const program = createProgram(async () => {}, { stdout: stream, stderr: stream } as never);
  try {
    await program.parseAsync(['node', 'courant', ...words]);
    return '';
  } catch {
    return printed.split('\n')[0] ?? '';
  }
}

/** The command lines of Courant in the code blocks of a page: after `npx`, or at the beginning of a line. */
export function commandsIn(page: string): string[][] {
  const blocks = [...page.matchAll(/^ *```\w*\n([\s\S]*?)^ *```$/gm)].map(([, code = '']) => code);
  const lines = blocks.flatMap((code) => [...code.matchAll(/(?:^ *(?:- )?|npx )courant (\S.*)$/gm)]);
  return lines.map(([, line = '']) =>
    [...line.replace(/ +(?:#|&&|\|\|?|;|>>?) ?.*$/, '').matchAll(/"([^"]*)"|([^\s"]+)/g)].map(
      ([, quoted, plain = '']) => quoted ?? plain,
    ),
  );
}
