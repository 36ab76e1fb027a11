import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findMistake } from '../docs/parse-command.ts';
import { repository } from './read-workflow.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const unit = read('templates/starter/hosts/courant.service');
const docs = read('docs/operator/ci.md');
const program = '/srv/courant/node_modules/.bin/courant';

/** The units in the docs, by name. */
const units = new Map(
  [...docs.matchAll(/```ini\n# \/etc\/systemd\/system\/(\S+)\n([\s\S]*?)```/g)].map(
    ([, name = '', text = '']) => [name, text],
  ),
);

test('the docs and "courant init" have the same unit, and its command exists', async () => {
  expect(units.get('courant.service')).toBe(unit);
  const [, line = ''] = new RegExp(`^ExecStart=${program} (.*)$`, 'm').exec(unit) ?? [];
  expect(await findMistake(line.split(' '))).toBe('');
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

test.skipIf(!hasSystemd)('systemd accepts the units', () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect([...units.keys()]).toEqual(['courant.service', 'courant.timer']);
  for (const [name, text] of units) {
    writeFileSync(join(folder, name), text.replace(program, process.execPath));
    const verify = ['verify', '--man=no', join(folder, name)];
    const { status, stdout, stderr } = spawnSync('systemd-analyze', verify, { encoding: 'utf8' });
    // It may also complain about units of this machine.
    const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('courant'));
    expect({ status, lines }).toEqual({ status: 0, lines: [] });
  }
});
