import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyPublication, courant } from '../commands/run-courant.ts';
import { expectNothingPrivate } from './support/clean-log.ts';
import { fillIn, post, readMail, until } from './support/visitor.ts';

const program = join(import.meta.dirname, '../../pipeline/cli.ts');

/** `courant serve` as people start it. */
async function serve(root: string, environment: Record<string, string> = {}) {
  const child: ChildProcess = spawn(process.execPath, [program, 'serve', '--port', '0'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
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

test('without a mail server a whole life can be tried on one machine', async () => {
  const root = await copyPublication();
  const { child, output, origin } = await serve(root);
  await fillIn(origin, { address: 'zoe@example.org', name: 'Zoë' }, 'nl').then(async (tooQuick) => {
    expect(tooQuick.status).toBe(422);
    const guard = /name="guard" value="([^"]*)"/.exec(await tooQuick.text())?.[1] ?? '';
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const sent = await post(`${origin}/nl/subscribe`, { address: 'zoe@example.org', agree: 'yes', guard });
    expect(sent.headers.get('location')).toBe('/nl/done/sent');
  });
  const folder = join(root, '.courant/outbox/notices');
  const files = async () => (await readdir(folder)).filter((name) => name.endsWith('.eml'));
  await until(async () => (await files()).length === 1);
  const raw = await readFile(join(folder, (await files())[0] ?? ''));
  const { link } = readMail({ raw });
  expect(link.startsWith(`${origin}/confirm/`)).toBe(true);
  expect((await post(link, { do: 'yes' })).headers.get('location')).toBe('/nl/done/confirmed');

  // The commands work on the same store while the server runs.
  const listed = await courant(root, ['subscribers', 'list', '--json']);
  expect(JSON.parse(listed.stdout)).toMatchObject([{ address: 'zoe@example.org', source: 'form' }]);

  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expectNothingPrivate(output.stdout.split('\n').filter(Boolean));
  expect(output.stdout).toContain('"route":"/confirm/:token"');
});

test('with a mail server it wants a secret that lasts, and says so', async () => {
  const root = await copyPublication();
  const { output } = await serve(root, { SMTP_URL: 'smtp://127.0.0.1:1' });
  expect(output.stderr).toContain('secret-missing');
});
