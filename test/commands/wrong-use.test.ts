import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { copyPublication, courant, readText } from './run-courant.ts';

test.each([
  [['chek'], 'Did you mean check?'],
  [['send', '--dryrun'], 'Did you mean --dry-run?'],
  [['new'], "missing required argument 'name'"],
  [['new', 'x', '--kind', 'articel'], 'Allowed choices are article, digest'],
])('%j is wrong use, and the right one is suggested', async (args, said) => {
  const { code, stderr } = await courant(tmpdir(), args);
  expect(code).toBe(2);
  expect(stderr).toContain(said);
});

test.each([
  'run',
  'check',
  'build',
  'send',
  'status',
  'archive',
  'new',
  'subscribers import',
  'subscribers list',
])('%s --help shows examples', async (command) => {
  const { code, stdout } = await courant(tmpdir(), [...command.split(' '), '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('Examples:');
});

test('a misspelt issue is told with the right one', async () => {
  const root = await copyPublication();
  const { code, stderr } = await courant(root, ['build', '2026-05-07-bridge']);
  expect(code).toBe(1);
  expect(stderr).toContain('Did you mean "2026-05-07-bridges"?');
});

test('new begins an issue that checks without an error', async () => {
  const root = await copyPublication();
  const made = await courant(root, ['new', 'spring', '--kind', 'digest', '--date', '2027-03-09']);
  expect(made.stdout).toBe('content/2027-03-09-spring/en.yaml\ncontent/2027-03-09-spring/nl.yaml\n');
  expect(await readText(root, 'content/2027-03-09-spring/en.yaml')).toContain('status: draft');
  expect((await courant(root, ['check', '2027-03-09-spring'])).stdout).toContain('2 editions: no problems');
  expect((await courant(root, ['new', '2027-03-09-spring'])).stderr).toContain('issue-exists');
});
