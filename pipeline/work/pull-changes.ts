import { spawn } from 'node:child_process';
import { minute } from '../foundation/time/durations.ts';

/** The longest that a pull may take, in ms. */
const timeout = 5 * minute;

/**
 * Runs `git pull --ff-only` in the folder. Resolves to undefined on success, otherwise to the last lines of
 * git's output. It never asks for a password.
 */
export function pullChanges(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn('git', ['pull', '--ff-only', '--quiet'], {
      cwd: root,
      env: { ...environment, GIT_TERMINAL_PROMPT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      timeout,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = `${said}${text}`.slice(-mostSaid);
      });
    }
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, ended) => {
      if (code === 0) return resolve(undefined);
      const reason = lastLines(said);
      resolve(reason || (ended ? `git was stopped by ${ended}` : `git exited with code ${code}`));
    });
  });
}

/** How much of git's output is kept, in characters. */
const mostSaid = 4096;

/** Joins the last three lines. */
function lastLines(text: string): string {
  return text
    .trim()
    .split(/\s*\n\s*/)
    .slice(-3)
    .join(' ');
}
