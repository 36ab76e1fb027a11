import { spawn } from 'node:child_process';
import { fail } from '../foundation/problems/problem.ts';

const timeout = 60_000;

/**
 * Runs the operator's command that publishes the folder to other machines, such as a push to a branch. Fails
 * with `mark-not-pushed` when it does not succeed within a minute.
 */
export async function pushFolder(folder: string, command: string): Promise<void> {
  // The output of git may contain a remote's address with a token, so it is not repeated.
  const child = spawn(command, { shell: true, cwd: folder, stdio: 'ignore', timeout });
  const reason = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      resolve(
        code === 0 ? undefined : signal ? 'it took more than a minute' : `it ended with exit code ${code}`,
      );
    });
  });
  if (reason !== undefined) fail('mark-not-pushed', { reason });
}
