import { exec } from 'node:child_process';
import { fail } from '../../foundation/problems/problem.ts';

/** How long the command may take, in ms. */
const timeout = 30_000;

/** Runs the command of IMAP_TOKEN_COMMAND in a shell and returns what it prints. Fails with `imap-token`. */
export function readToken(
  command: string,
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string | undefined>> },
): Promise<string> {
  return new Promise((resolve, reject) => {
    exec(command, { cwd, env: { ...env }, timeout }, (error, printed) => {
      const token = printed.trim();
      try {
        // What the command printed may be a secret, so no error shows it.
        if (error?.killed) fail('imap-token', { reason: 'it did not end in time' });
        if (error) fail('imap-token', { reason: `it ended with code ${error.code ?? 'unknown'}` });
        if (token === '' || /\s/.test(token)) fail('imap-token', { reason: 'its output is not one word' });
        resolve(token);
      } catch (problem) {
        reject(problem);
      }
    });
  });
}
