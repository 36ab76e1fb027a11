import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { until } from './visitor.ts';

const program = join(import.meta.dirname, '../../../pipeline/cli.ts');

/** Starts `courant serve` as a separate process, on PORT or on a free port, and kills it after the test. */
export async function serve(root: string, environment: Record<string, string> = {}) {
  const { PORT = '0', ...others } = environment;
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child: ChildProcess = spawn(process.execPath, [program, 'serve', '--port', PORT], {
    cwd: root,
    env: { PATH, NODE_COMPILE_CACHE, XDG_STATE_HOME: join(root, '.state-home'), ...others },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  const address = () => /at (http:\S+)\/subscribe/.exec(output.stderr)?.[1];
  await until(() => address() !== undefined || child.exitCode !== null, 20_000);
  return { child, output, origin: address() ?? '' };
}

/** Finds a port that is free now, for a test that needs the address before the server starts. */
export async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
