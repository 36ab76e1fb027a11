import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createFolder } from '../delivery/support/ledger.ts';
import { openCommand } from './open-command.ts';
import { copyPublication, courant, courantHere, readText } from './run-courant.ts';

test.each([
  [['chek'], 'Did you mean check?'],
  [['send', '--dryrun'], 'Did you mean --dry-run?'],
  [['new'], "missing required argument 'name'"],
  [['new', 'x', '--kind', 'articel'], 'Allowed choices are article, digest'],
  [['new', 'x', '--date', '28-11-2026'], 'Write the day as year-month-day, such as 2026-11-28.'],
  [['new', 'x', '--date', '2026-02-30'], 'Write the day as year-month-day'],
  [['serve', '--port', 'abc'], 'A port is a whole number from 0 to 65535.'],
  [['serve', '--port', '65536'], 'A port is a whole number from 0 to 65535.'],
  [['doctor', '--dns', 'example.org'], 'Write the IP address of a DNS server'],
  [['doctor', '--message', 'x', '--spamd', 'a:b'], 'Write a host and a port'],
  [['studio', '--port', '-1'], 'A port is a whole number from 0 to 65535.'],
])('%j is wrong use, and the right one is suggested', async (args, said) => {
  const { code, stderr } = await courantHere(tmpdir(), args);
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
  'themes',
  'subscribers import',
  'subscribers list',
])('%s --help shows examples', async (command) => {
  const { code, stdout } = await courantHere(tmpdir(), [...command.split(' '), '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('Examples:');
});

test('a misspelt issue is reported with the right name', async () => {
  const root = await copyPublication();
  const { code, stderr } = await courant(root, ['build', '2026-05-07-bridge']);
  expect(code).toBe(1);
  expect(stderr).toContain('Did you mean "2026-05-07-bridges"?');
});

test('new begins an issue that checks without an error', async () => {
  const root = await copyPublication();
  const made = await courantHere(root, ['new', 'spring', '--kind', 'digest', '--date', '2027-03-09']);
  expect(made.stdout).toBe('content/2027-03-09-spring/en.yaml\ncontent/2027-03-09-spring/nl.yaml\n');
  expect(await readText(root, 'content/2027-03-09-spring/en.yaml')).toContain('status: draft');
  expect((await courantHere(root, ['check', '2027-03-09-spring'])).stdout).toContain(
    '2 editions: no problems',
  );
  expect((await courantHere(root, ['new', '2027-03-09-spring'])).stderr).toContain('issue-exists');
});

test('new makes a name from a title, and keeps the title as the headline', async () => {
  const root = await copyPublication();
  const made = await courantHere(root, [
    'new',
    'Caf\u00e9: it\u2019s "spring" at the harbour!',
    '--date',
    '2027-03-09',
  ]);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(made.stdout).toContain('content/2027-03-09-cafe-its-spring-at-the-harbour/en.yaml');
  const text = await readText(root, 'content/2027-03-09-cafe-its-spring-at-the-harbour/en.yaml');
  expect(parse(text).headline).toBe('Caf\u00e9: it\u2019s "spring" at the harbour!');
  const slug = '2027-03-09-cafe-its-spring-at-the-harbour';
  expect((await courantHere(root, ['check', slug])).stdout).toContain('no problems');
});

test.each(['\u6625', '2027-02-30-spring', '!'])(
  'new refuses the name %j before it makes a folder',
  async (name) => {
    const root = await copyPublication();
    const before = await readdir(join(root, 'content'));
    expect(await courantHere(root, ['new', name])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('issue-slug'),
    });
    expect(await readdir(join(root, 'content'))).toEqual(before);
  },
);

test('new names a schema only where the publication has one', async () => {
  const root = await copyPublication();
  await courantHere(root, ['new', 'spring', '--date', '2027-03-09']);
  expect(await readText(root, 'content/2027-03-09-spring/en.yaml')).toMatch(/^kind: article/);
  await mkdir(join(root, 'docs/schema'), { recursive: true });
  await writeFile(join(root, 'docs/schema/issue.schema.json'), '{}');
  await courantHere(root, ['new', 'summer', '--date', '2027-06-09']);
  expect(await readText(root, 'content/2027-06-09-summer/en.yaml')).toMatch(
    /^# yaml-language-server: \$schema=\.\.\/\.\.\/docs\/schema\/issue\.schema\.json\n/,
  );
});

describe('the publication', () => {
  const checked = '1 issue, 2 editions: no problems.\n';
  const check = ['check', '2026-05-07-bridges'];

  test('is the nearest folder with a newsletter.yaml, from the working directory upwards', async () => {
    const root = await copyPublication();
    const within = join(root, 'content/2026-05-07-bridges');
    expect((await courantHere(within, check)).stdout).toBe(checked);
  });

  test('is the folder of --root, before or after the command, or else of COURANT_ROOT', async () => {
    const root = await copyPublication();
    expect((await courantHere(tmpdir(), ['--root', root, ...check])).stdout).toBe(checked);
    expect((await courantHere(tmpdir(), [...check, '--root', root])).stdout).toBe(checked);
    expect((await courantHere(tmpdir(), check, { COURANT_ROOT: root })).stdout).toBe(checked);
    const elsewhere = { COURANT_ROOT: join(root, 'nowhere') };
    expect((await courantHere(tmpdir(), [...check, '--root', root], elsewhere)).stdout).toBe(checked);
    expect((await courantHere(root, check, elsewhere)).stderr).toContain('file-missing');
  });

  test('stays as it is when COURANT_DATA names another folder to write to', async () => {
    const { root } = await openCommand();
    const before = (await readdir(root)).sort();
    const elsewhere = await createFolder();
    const environment = { COURANT_ROOT: root, COURANT_DATA: 'data' };
    expect((await courantHere(elsewhere, ['archive'], environment)).code).toBe(0);
    expect((await courantHere(elsewhere, ['status'], environment)).code).toBe(0);
    expect((await readdir(root)).sort()).toEqual(before);
    expect(await readdir(join(elsewhere, 'data/site'))).toContain('index.html');
    expect(await readdir(join(elsewhere, 'data/state'))).toContain('courant.sqlite');
  });

  test('does not move the paths that a person types', async () => {
    const root = await copyPublication();
    const within = join(root, 'content');
    const { stdout } = await courantHere(within, ['build', '2026-05-07-bridges', '--out', 'preview']);
    expect(stdout.split('\n')[0]).toBe('preview/2026-05-07-bridges/en.html');
    expect(await readText(root, 'content/preview/2026-05-07-bridges/en.html')).toContain('<html');
    await rm(join(within, 'preview'), { recursive: true });
  });
});

test('with --json, the problem that ends a command is JSON too', async () => {
  const root = await copyPublication();
  const { code, stdout, stderr } = await courantHere(root, ['send', 'no-such-issue', '--json']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(JSON.parse(stdout).problems[0].code).toBe('issue-unknown');
});

test('the version of Courant and of Node, as a report of a fault needs them', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(await courantHere(tmpdir(), ['--version'])).toMatchObject({
    code: 0,
    stdout: `courant ${version} (Node ${process.versions.node})\n`,
  });
});
