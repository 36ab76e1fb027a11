import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { openCommand } from './open-command.ts';
import { courant, startCourant } from './run-courant.ts';

/** Sends the signal to its own process, and has been loaded when that has arrived. */
const signalling = `const alive = setInterval(() => {}, 1000);
const arrived = new Promise((resolve) => process.once('SIGTERM', resolve));
process.kill(process.pid, 'SIGTERM');
await arrived;
clearInterval(alive);
export default () => ({});
`;

test.each([
  [['check']],
  [['check', 'spring']],
  [['build', '--out', 'built']],
  [['build', '--preview-dir', 'built']],
  [['archive']],
  [['run']],
  [['rehearse']],
])('a command that a signal stops never ends as if it had done its work: %j', async (command) => {
  const { root, write } = await openCommand();
  await write('extensions/signalling.mjs', signalling);
  await write(
    'newsletter.yaml',
    `${tinyFiles['newsletter.yaml']}\nextensions: [extensions/signalling.mjs]\n`,
  );
  const { code, stdout, stderr } = await courant(root, command);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Stopping/) });
  expect(stdout + stderr).toMatch(/Stopped before the work was done\.|The archive was left as it was\./);
  expect(existsSync(join(root, 'built'))).toBe(false);
});

test.each([['stdout'], ['stderr']] as const)(
  'a command whose %s nobody reads any more ends like one that SIGPIPE ends',
  async (name) => {
    const { root, write } = await openCommand();
    await write('content/spring/en.yaml', 'kind: article\n');
    const { child, finished } = startCourant(root, name === 'stdout' ? ['check', '--json'] : ['check']);
    child[name]?.destroy();
    expect(await finished).toMatchObject({ code: 141 });
  },
);

test.skipIf(process.platform !== 'linux')(
  'output that a full disk does not take is a problem, without a stack',
  async () => {
    const { root } = await openCommand();
    const script = 'exec "$0" "$1" status >/dev/full';
    const args = ['-c', script, process.execPath, join(packageRoot, 'pipeline/cli.ts')];
    const failure = await promisify(execFile)('/bin/sh', args, { cwd: root }).catch((error) => error);
    expect(failure).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error {2}disk-failed\n/) });
    expect(failure.stderr).not.toContain('    at ');
  },
);
