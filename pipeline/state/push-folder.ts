import { spawn } from 'node:child_process';
import { fail } from '../foundation/problems/problem.ts';

const timeout = 60_000;

/**
 * Runs the operator's command for publishing the folder to other machines, such as a push to a branch. Fails
 * with `mark-not-pushed` if the command fails or takes longer than a minute.
 */
export async function pushFolder(folder: string, command: string): Promise<void> {
  // The output of git may contain the address of a remote with a token, so it is not repeated in messages.
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
