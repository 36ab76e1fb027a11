import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { upgrade } from '../../pipeline/commands/upgrade.ts';
import { writeFiles } from '../../pipeline/commands/write-files.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { planEject } from '../../pipeline/scaffold/eject/plan-eject.ts';
import type { MovedKey } from '../../pipeline/scaffold/upgrade/moved-keys.ts';
import { openCommand } from './open-command.ts';

const path = 'templates/email/parts/masthead.mjml.hbs';
const masthead = [
  '<mj-section>',
  '  <mj-text>{{publication.name}}</mj-text>',
  '</mj-section>',
  '<mj-divider />',
  '',
];

/** A release of Courant in memory: its version, and the lines of its one template. */
const release = (
  version: string,
  lines = masthead,
  texts: Record<string, string> = { links: 'Links', notes: 'Notes' },
) =>
  memoryFiles({
    'package.json': JSON.stringify({ version }),
    [path]: lines.join('\n'),
    'locales/en/email.json': JSON.stringify(texts),
  });

/** A publication that has ejected the template, or what is named, from the first release. */
async function openUpgrade(names: readonly string[] = ['email/parts/masthead']) {
  const opened = await openCommand();
  const { root, run } = opened;
  const publication = diskFiles(root);
  for (const name of names) {
    const roots = { package: release('1.0.0'), publication };
    await writeFiles(root, await planEject(roots, { themes: [], locales: ['en'] }, name));
  }
  const read = (file: string) => readFile(join(root, file), 'utf8');
  return {
    ...opened,
    read,
    change: async (from: string, to: string, file = path) =>
      opened.write(file, (await read(file)).replace(from, to)),
    record: async () => JSON.parse(await read('originals/record.json')),
    upgrade: (next: ReturnType<typeof release>, options = {}, moves: readonly MovedKey[] = []) =>
      run((context) => upgrade(context, options, { roots: { package: next, publication }, moves })),
  };
}

describe('courant upgrade of an ejected template', () => {
  test('merges the change of a release with that of the publication', async () => {
    const { change, upgrade, read, record } = await openUpgrade();
    await change('<mj-divider />', '<mj-divider border-color="red" />');
    const next = release('1.1.0', ['<mj-section padding="0">', ...masthead.slice(1)]);
    const { code, stdout } = await upgrade(next);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `${path}  merged: "${path}" has changed since 1.0.0: merged into your copy`,
    });
    expect(await read(path)).toBe(
      ['<mj-section padding="0">', masthead[1], masthead[2], '<mj-divider border-color="red" />', ''].join(
        '\n',
      ),
    );
    expect((await record())[path].version).toBe('1.1.0');
    expect(await upgrade(next)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('up to date with Courant 1.1.0'),
    });
  });

  test('marks a conflict, reports its line, and does not merge again before it is resolved', async () => {
    const { change, upgrade, read } = await openUpgrade();
    await change('{{publication.name}}', '{{publication.name}}!');
    const next = release('2.0.0', [
      masthead[0] ?? '',
      '  <mj-text>{{publication.description}}</mj-text>',
      ...masthead.slice(2),
    ]);
    const { code, stdout, stderr } = await upgrade(next);
    expect(code).toBe(1);
    expect(stdout).toContain('conflict: ');
    expect(stderr).toContain(`${path}:2:1  error  upgrade-conflict`);
    const marked = [
      '<mj-section>',
      '<<<<<<< yours',
      '  <mj-text>{{publication.name}}!</mj-text>',
      '=======',
      '  <mj-text>{{publication.description}}</mj-text>',
      '>>>>>>> Courant 2.0.0',
      '</mj-section>',
      '<mj-divider />',
      '',
    ];
    expect(await read(path)).toBe(marked.join('\n'));
    const later = release('2.1.0', ['<mj-wrapper />', ...masthead.slice(1)]);
    expect(await upgrade(later)).toMatchObject({ code: 1, stdout: expect.stringContaining('stopped') });
    expect(await read(path)).toBe(marked.join('\n'));
    await change(marked.slice(1, 6).join('\n'), marked[2] ?? '');
    expect(await upgrade(next)).toMatchObject({ code: 0, stderr: '' });
    expect(await read(path)).toContain('{{publication.name}}!');
  });

  test('replaces a copy that nobody has changed, and keeps its line endings', async () => {
    const { upgrade, read, write } = await openUpgrade();
    await write(path, (await read(path)).replaceAll('\n', '\r\n'));
    const next = [...masthead.slice(0, 3), '<mj-spacer />', ''];
    expect(await upgrade(release('1.1.0', next))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('updated'),
    });
    expect(await read(path)).toBe(next.join('\r\n'));
  });

  test('shows the changes and writes nothing with --dry-run', async () => {
    const { upgrade, read, record } = await openUpgrade();
    const before = await record();
    const next = release('1.1.0', ['<mj-wrapper />', ...masthead]);
    const { stdout, stderr } = await upgrade(next, { dryRun: true });
    expect(stdout).toContain('\n+<mj-wrapper />\n');
    expect(stdout).not.toContain('originals/');
    expect(stderr).toContain('Nothing was written.');
    expect(await read(path)).toBe(masthead.join('\n'));
    expect(await record()).toEqual(before);
    const { steps, files } = JSON.parse((await upgrade(next, { dryRun: true, json: true })).stdout);
    expect(steps).toMatchObject([{ path, outcome: 'updated' }]);
    expect(files).toEqual([path, `originals/${path}.base`, 'originals/record.json']);
  });

  test('forgets an original that is gone, and a copy that is deleted', async () => {
    const { upgrade, record, root, read } = await openUpgrade(['email/parts/masthead', 'en/email:links']);
    await rm(join(root, 'locales/en/email.json'));
    const without = memoryFiles({ 'package.json': '{"version":"2.0.0"}' });
    const { stdout } = await upgrade(without);
    expect(stdout).toMatch(/masthead\.mjml\.hbs {2}original-deleted: Courant 2\.0\.0 no longer has/);
    expect(stdout).toContain('locales/en/email.json  deleted: ');
    expect(await record()).toEqual({});
    expect(await read(path)).toBe(masthead.join('\n'));
    await expect(read(`originals/${path}.base`)).rejects.toThrow('ENOENT');
  });

  test('continues after a kill between the kept texts and the record', async () => {
    const names = ['email/parts/masthead', 'en/email:links'];
    const { change, upgrade, read, record, write } = await openUpgrade(names);
    await change('<mj-divider />', '<mj-divider border-color="red" />');
    const before = await read('originals/record.json');
    const changed = ['<mj-section padding="0">', ...masthead.slice(1)];
    const next = release('1.1.0', changed, { links: 'All links', notes: 'Notes' });
    await upgrade(next);
    const merged = await read(path);
    await write('originals/record.json', before);
    expect(await upgrade(next)).toMatchObject({ code: 0, stderr: '' });
    expect(await read(path)).toBe(merged);
    expect(await record()).toMatchObject({
      [path]: { version: '1.1.0' },
      'locales/en/email.json': { version: '1.1.0' },
    });
    const later = await upgrade(release('1.2.0', [...changed, '<mj-spacer />', ''], { links: 'Links!' }));
    expect(later.stderr).not.toContain('original-damaged');
    expect(await read('locales/en/email.json')).toContain('Links!');
  });

  test('changes no file when one of them cannot be written', async () => {
    const { upgrade, read, root } = await openUpgrade();
    const record = join(root, 'originals/record.json');
    const before = await read('originals/record.json');
    await mkdir(`${record}.${process.pid}.part`);
    await expect(upgrade(release('1.1.0', ['<mj-wrapper />', '']))).rejects.toThrow('EISDIR');
    expect(await read(path)).toBe(masthead.join('\n'));
    expect(await read(`originals/${path}.base`)).toBe(masthead.join('\n'));
    expect(await read('originals/record.json')).toBe(before);
    expect(await readdir(dirname(join(root, path)))).toEqual(['masthead.mjml.hbs']);
  });

  test('does not merge when somebody has changed the kept original', async () => {
    const { upgrade, write, read } = await openUpgrade();
    await write(`originals/${path}.base`, 'formatted\n');
    const { stdout, stderr } = await upgrade(release('1.1.0', ['<mj-wrapper />']));
    expect(stdout).toContain('stopped');
    expect(stderr).toContain('original-damaged');
    expect(await read(path)).toBe(masthead.join('\n'));
    expect(await read(`originals/${path}.base`)).toBe('formatted\n');
  });
});

test('courant upgrade merges ejected texts by key, and keeps one that both have changed', async () => {
  const { change, upgrade, read } = await openUpgrade(['en/email:links', 'en/email:notes']);
  const file = 'locales/en/email.json';
  await change('"Links"', '"Addresses"', file);
  const { code, stderr } = await upgrade(
    release('1.1.0', masthead, { links: 'All links', notes: 'Footnotes' }),
  );
  expect(JSON.parse(await read(file))).toEqual({ links: 'Addresses', notes: 'Footnotes' });
  expect(code).toBe(0);
  expect(stderr).toContain(`${file}:2:3  warning  upgrade-text`);
  expect(stderr).toContain("Courant's is: All links");
});

describe('courant upgrade of newsletter.yaml and package.json', () => {
  const moves: readonly MovedKey[] = [
    { since: '1.1.0', from: ['timeZone'], to: ['zone'] },
    { since: '1.2.0', from: ['sender', 'postal'], to: ['imprint', 'address', 'postal'] },
  ];

  test('moves the keys that a release has renamed, and leaves the rest as it is', async () => {
    const { upgrade, read, write } = await openUpgrade([]);
    const before = (await read('newsletter.yaml')).replace('timeZone:', '# When it is.\ntimeZone:');
    await write('newsletter.yaml', before);
    const { code, stdout } = await upgrade(release('1.2.0'), {}, moves);
    expect({ code, stdout: stdout.split('\n') }).toEqual({
      code: 0,
      stdout: [
        'newsletter.yaml  moved: "timeZone" is called "zone" since 1.1.0',
        'newsletter.yaml  moved: "sender.postal" is called "imprint.address.postal" since 1.2.0',
      ],
    });
    const after = await read('newsletter.yaml');
    expect(after).toContain('# When it is.\nzone: Europe/Amsterdam\n');
    expect(after).toMatch(/imprint:\n {2}address:\n {4}postal: Kade 1, Veermonde\n/);
    expect(after.replace(/imprint[\s\S]*/, '')).toBe(
      before.replace('timeZone', 'zone').replace('  postal: Kade 1, Veermonde\n', ''),
    );
  });

  test('moves no key onto another, and loses no comment', async () => {
    const { upgrade, read, write } = await openUpgrade([]);
    const text = await read('newsletter.yaml');
    const address = 'imprint:\n  address:\n    postal: Kade 2\n';
    await write('newsletter.yaml', text + address);
    const there = await upgrade(release('1.2.0'), {}, moves.slice(1));
    expect(there.stderr).toContain('was not renamed: the file has "imprint.address.postal" already.');
    expect(await read('newsletter.yaml')).toBe(text + address);
    const noted = text.replace('  postal: Kade 1, Veermonde', '  postal: Kade 1, Veermonde # until May');
    await write('newsletter.yaml', noted);
    const { stderr } = await upgrade(release('1.2.0'), {}, moves.slice(1));
    expect(stderr).toContain('was not renamed: its comments would be lost.');
    expect(await read('newsletter.yaml')).toBe(noted);
  });

  test('names the schema of the new version', async () => {
    const { upgrade, read, write } = await openUpgrade([]);
    const before = await read('newsletter.yaml');
    const comment = (version: string) =>
      `# See https://cdn.jsdelivr.net/npm/courant@${version}/docs/schema/newsletter.schema.json\n`;
    await write('newsletter.yaml', comment('1.0') + before);
    expect((await upgrade(release('1.2.3'))).stdout).toContain('newsletter.yaml  updated: names the schema');
    expect(await read('newsletter.yaml')).toBe(comment('1.2') + before);
  });

  test('reports a key that it cannot move', async () => {
    const { upgrade, read, newsletter } = await openUpgrade([]);
    await newsletter('zone: UTC');
    const before = await read('newsletter.yaml');
    const { stderr } = await upgrade(release('1.2.0'), {}, moves.slice(0, 1));
    expect(stderr).toMatch(/newsletter\.yaml:\d+:1 {2}warning {2}upgrade-key/);
    expect(await read('newsletter.yaml')).toBe(before);
  });

  test.each([
    ['^0.9.2', '^1.2.0'],
    ['1.1.9', '1.2.0'],
    ['^1.2.0', '^1.2.0'],
    ['^1.10.0', '^1.10.0'],
    ['latest', 'latest'],
    ['file:../courant-0.1.0.tgz', 'file:../courant-0.1.0.tgz'],
  ])('makes the version %s in package.json %s', async (from, to) => {
    const { upgrade, read, write } = await openUpgrade([]);
    const manifest = (version: string) =>
      `{ "dependencies": {"courant": "${version}"},\n\t"private": true }\n`;
    await write('package.json', manifest(from));
    await upgrade(release('1.2.0'));
    expect(await read('package.json')).toBe(manifest(to));
  });

  test('reports a package.json that is not JSON', async () => {
    const { upgrade, write } = await openUpgrade([]);
    await write('package.json', '{ "name": }');
    expect(await upgrade(release('1.2.0'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('package.json:1:11'),
    });
  });
});
