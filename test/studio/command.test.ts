import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { copyPublication, courantHere } from '../commands/run-courant.ts';

test('the studio prints its address, without a warning, and stops on a signal', async () => {
  const root = await copyPublication();
  const args = [join(packageRoot, 'pipeline/cli.ts'), '--root', root, 'studio', '--port', '0', '--no-open'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const url = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(String(data).trim())),
  );
  const module = await fetch(`${url}source/studio/browser/main.ts`);
  expect(module.headers.get('content-type')).toContain('text/javascript');
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  expect(await closed).toBe(0);
  expect(complaints).not.toMatch(/warning/i);
});

test('an invalid port, a host with a weak password, and sending from such a host are refused', async () => {
  const root = await copyPublication();
  expect(await courantHere(root, ['studio', '--port', 'x'])).toMatchObject({ code: 2 });
  const reachable = ['studio', '--port', '0', '--host', '0.0.0.0'];
  const weak = await courantHere(root, reachable, { STUDIO_PASSWORD: 'a' });
  expect(weak).toMatchObject({ code: 1, stderr: expect.stringContaining('studio-password') });
  const sending = await courantHere(root, [...reachable, '--send']);
  expect(sending).toMatchObject({ code: 1, stderr: expect.stringContaining('studio-send') });
});

test('previews are written as files, and an unknown revision is reported', async () => {
  const root = await copyPublication();
  const built = await courantHere(root, [
    'build',
    '2026-05-07-bridges',
    '--preview-dir',
    'preview',
    '--json',
  ]);
  expect(JSON.parse(built.stdout)).toEqual({ index: join('preview', 'index.html'), problems: [] });
  expect(existsSync(join(root, 'preview/2026-05-07-bridges/nl.gmail.html'))).toBe(true);
  const wrong = await courantHere(root, ['build', '--preview-dir', 'preview', '--against', 'no-such-branch']);
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('revision-unknown') });
});
