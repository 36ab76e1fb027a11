import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { themes } from '../../pipeline/commands/themes.ts';
import { openCommand } from './open-command.ts';

test('themes lists them and shows an issue in each, light and dark, in every language', async () => {
  const { root, run, write, newsletter } = await openCommand();
  await newsletter('theme: { from: magazine, light: { accent: "#7a1f3d" } }');
  await write('themes/ours/theme.yaml', 'description: Our own\nfrom: bulletin\nlight: { line: "#112233" }\n');
  const { code, stdout, stderr } = await run((context) => themes(context, 'april', {}));
  expect(stderr).toBe('');
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^ {2}bulletin {2}\S/),
    expect.stringMatching(/^ {2}gazette {3}\S/),
    expect.stringMatching(/^\* magazine {2}\S/),
    '  ours      Our own',
    '.courant/themes/index.html',
  ]);
  expect(code).toBe(0);
  const read = (path: string) => readFile(join(root, '.courant/themes', path), 'utf8');
  const page = await read('index.html');
  const frames = [...page.matchAll(/<iframe [^>]*src="([^"]+)"/g)].map(([, src]) => src ?? '');
  expect(frames).toHaveLength(4 * 2 * 2 * 2);
  const files = await Promise.all([...new Set(frames)].map(read));
  expect(new Set(files).size).toBe(4 * 2 * 2);
  expect(page).toContain('magazine <small>in use</small>');
  const ours = await read('ours/nl.light.html');
  // What newsletter.yaml says applies to each theme.
  expect(ours).toContain('#7a1f3d');
  expect(ours).toContain('#112233');
  expect(ours).toContain('lang="nl"');
  const [, picture = ''] = /src="\.\.\/(pictures\/[^"]+)"/.exec(ours) ?? [];
  expect(await read(picture)).not.toBe('');
});

test('an unusable theme does not stop the others', async () => {
  const { run, write } = await openCommand();
  await write('themes/ours/theme.yaml', 'from: theirs\n');
  const { code, stdout, stderr } = await run((context) => themes(context, undefined, {}));
  expect(code).toBe(1);
  expect(stderr + stdout).toContain('There is no theme "theirs".');
  expect(stdout).toContain('* gazette');
  expect(stdout).toContain('.courant/themes/index.html');
});
