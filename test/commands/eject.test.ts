import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadShared } from '../../pipeline/check/load-shared.ts';
import { eject } from '../../pipeline/commands/eject.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { overlayFiles } from '../../pipeline/foundation/files/overlay-files.ts';
import { ProblemError } from '../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { checkOriginals } from '../../pipeline/publication/originals/check-originals.ts';
import { hashText } from '../../pipeline/publication/originals/original.ts';
import { packageFiles } from '../../pipeline/publication/package-files.ts';
import { openCommand } from './open-command.ts';

/** The publication of `openCommand`, a command that ejects, and the findings on its shared parts. */
async function openEject() {
  const opened = await openCommand();
  const { root, run } = opened;
  const read = (path: string) => readFile(join(root, path), 'utf8');
  return {
    ...opened,
    read,
    eject: (name?: string, options = {}) => run((context) => eject(context, name, options)),
    refusal: async (name: string) => {
      const error: unknown = await run((context) => eject(context, name, {})).catch(
        (thrown: unknown) => thrown,
      );
      const [problem] = error instanceof ProblemError ? error.problems : [];
      return `${problem?.code}: ${problem?.message} ${problem?.hint}`;
    },
    /** Checks with a version of Courant whose files differ in this way. */
    check: async (changes: Readonly<Record<string, string>> = {}) => {
      const report = new Report();
      const files = overlayFiles(packageFiles, changes);
      await checkOriginals({ package: files, publication: diskFiles(root) }, report);
      return report.problems.map(({ code, file, line, message }) => `${code} ${file}:${line}: ${message}`);
    },
  };
}

const original = (path: string) => readFile(join(packageRoot, path), 'utf8');

describe('courant eject', () => {
  test('copies a template to where it replaces the original, with a record of its origin', async () => {
    const { eject, read, check } = await openEject();
    const { code, stdout } = await eject('email/parts/masthead');
    const path = 'templates/email/parts/masthead.mjml.hbs';
    expect({ code, files: stdout.split('\n') }).toEqual({
      code: 0,
      files: [path, `originals/${path}.base`, 'originals/record.json'],
    });
    expect(await read(path)).toBe(await original(path));
    expect(JSON.parse(await read('originals/record.json'))).toEqual({
      [path]: {
        from: path,
        version: expect.stringMatching(/^\d/),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(await check()).toEqual([]);
  });

  test('copies the template of the theme in use, or of another theme by its name', async () => {
    const { eject, read, newsletter } = await openEject();
    await newsletter('theme: magazine');
    await eject('email/parts/story');
    expect(await read('templates/email/parts/story.mjml.hbs')).toBe(
      await original('themes/magazine/templates/email/parts/story.mjml.hbs'),
    );
    await eject('themes/bulletin/templates/email/parts/lead.mjml.hbs');
    expect(await read('templates/email/parts/lead.mjml.hbs')).toBe(
      await original('themes/bulletin/templates/email/parts/lead.mjml.hbs'),
    );
    expect(Object.keys(JSON.parse(await read('originals/record.json')))).toHaveLength(2);
  });

  test('copies a single text with all its plural forms, and keeps the texts that are there', async () => {
    const { eject, read, write, root } = await openEject();
    await write('locales/nl/email.json', '{\n  "links": "Adressen"\n}\n');
    await eject('nl/email:storyCount');
    const own = JSON.parse(await read('locales/nl/email.json')) as Record<string, string>;
    expect(Object.keys(own)).toEqual(['links', 'storyCount_one', 'storyCount_other']);
    await eject('nl/email:notes');
    expect(Object.keys(JSON.parse(await read('originals/locales/nl/email.json.base')))).toEqual([
      'storyCount_one',
      'storyCount_other',
      'notes',
    ]);
    const report = new Report();
    await loadShared({ package: packageFiles, publication: diskFiles(root) }, report);
    expect(report.problems).toEqual([]);
  });

  test('lists all names, as text and as data', async () => {
    const { eject } = await openEject();
    const names = (await eject(undefined, { list: true })).stdout.split('\n');
    expect(names).toEqual(
      expect.arrayContaining([
        'email/parts/masthead',
        'pages/page',
        'themes/magazine/email/parts/story',
        'en/email:links',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
    const { ejectable } = JSON.parse((await eject(undefined, { list: true, json: true })).stdout);
    expect(ejectable).toHaveLength(names.length);
  });

  test('refuses a name that nothing has, with the nearest one', async () => {
    const { refusal, root, eject } = await openEject();
    expect(await refusal('email/parts/mast-head')).toMatch(
      /^eject-unknown: .*Did you mean "email\/parts\/masthead"\?/,
    );
    expect(await refusal('masthead')).toContain('Did you mean "email/parts/masthead"');
    expect(await refusal('email:links')).toContain('Did you mean "en/email:links"');
    expect(await refusal('xylophone')).toMatch(
      /^eject-unknown: .* "courant eject --list" prints all names\.$/,
    );
    expect(await eject()).toMatchObject({ code: 2, stderr: expect.stringContaining('--list') });
    expect(await readdir(root)).not.toContain('originals');
  });

  test('never overwrites', async () => {
    const { eject, refusal, write, read, newsletter } = await openEject();
    await write('templates/email/parts/masthead.mjml.hbs', 'Ours.\n');
    expect(await refusal('email/parts/masthead')).toMatch(
      /^eject-exists: .*"templates\/email\/parts\/masthead\.mjml\.hbs"/,
    );
    expect(await read('templates/email/parts/masthead.mjml.hbs')).toBe('Ours.\n');
    await eject('nl/email:links');
    expect(await refusal('nl/email:links')).toMatch(/^eject-exists: .*"locales\/nl\/email\.json"/);
    await write('themes/ours/theme.yaml', 'from: bulletin\n');
    await write('themes/ours/templates/email/parts/story.mjml.hbs', 'Ours.\n');
    await newsletter('theme: ours');
    expect(await refusal('email/parts/story')).toContain(
      '"themes/ours/templates/email/parts/story.mjml.hbs"',
    );
  });
});

describe('the check of ejected files', () => {
  const path = 'templates/email/parts/masthead.mjml.hbs';

  test('warns when the original has changed, at the first line that differs', async () => {
    const { eject, check, read, write } = await openEject();
    await eject('email/parts/masthead');
    const text = await original(path);
    const lines = text.split('\n');
    lines[2] = `${lines[2]} `;
    await write(path, `{{!-- ours --}}\n${await read(path)}`);
    const found = await check({ [path]: lines.join('\n') });
    expect(found).toEqual([
      expect.stringMatching(
        `^original-changed ${path}:4: This is a copy of "${path}" of Courant .*, which has changed since`,
      ),
    ]);
    // The line endings of another system are no change.
    expect(await check({ [path]: text.replaceAll('\n', '\r\n') })).toEqual([]);
  });

  test('warns of a changed text at its key, and of no other text', async () => {
    const { eject, check } = await openEject();
    await eject('nl/email:links');
    const texts = JSON.parse(await original('locales/nl/email.json')) as Record<string, string>;
    const withText = (key: string) => ({
      'locales/nl/email.json': JSON.stringify({ ...texts, [key]: 'Anders' }),
    });
    expect(await check(withText('links'))).toEqual([
      expect.stringMatching(/^original-changed locales\/nl\/email.json:2: /),
    ]);
    expect(await check(withText('notes'))).toEqual([]);
  });

  test('warns when somebody has changed the kept original, and ignores a deleted copy', async () => {
    const { eject, check, write, root } = await openEject();
    await eject('email/parts/masthead');
    await write(`originals/${path}.base`, 'formatted\n');
    expect(await check()).toEqual([expect.stringMatching(`^original-damaged originals/${path}.base:`)]);
    await eject('email/parts/lead');
    await rm(join(root, 'templates'), { recursive: true });
    expect(await check({ [path]: 'changed' })).toEqual([]);
  });

  test('ejects no text of a file whose kept originals somebody has changed', async () => {
    const { eject, refusal, read, write, root } = await openEject();
    await eject('nl/email:links');
    const kept = 'originals/locales/nl/email.json.base';
    const record = await read('originals/record.json');
    for (const damaged of ['{ "links": "Mijn adressen" }', '{ "links": ']) {
      await write(kept, damaged);
      expect(await refusal('nl/email:notes')).toMatch(/^original-damaged: .*"locales\/nl\/email\.json"/);
      expect(await read(kept)).toBe(damaged);
    }
    const damagedHash = hashText('{ "links": ');
    await write('originals/record.json', record.replace(/[0-9a-f]{64}/, damagedHash));
    expect(await refusal('nl/email:notes')).toMatch(/^original-damaged: /);
    // Without its entry, the earlier text is the publication's own.
    await write('originals/record.json', '{}');
    await eject('nl/email:notes');
    expect(Object.keys(JSON.parse(await read(kept)))).toEqual(['notes']);
    await rm(join(root, 'locales'), { recursive: true });
    await write(kept, 'damaged');
    await eject('nl/email:links');
    expect(Object.keys(JSON.parse(await read(kept)))).toEqual(['links']);
  });

  test('refuses an unresolved conflict, and a record that leads elsewhere', async () => {
    const { eject, check, write, read } = await openEject();
    await eject('email/parts/masthead');
    await write(path, (await read(path)).replace('\n', '\n<<<<<<< yours\n'));
    expect(await check()).toContainEqual(expect.stringMatching(`^upgrade-conflict ${path}:2: `));
    const record = await read('originals/record.json');
    await write('originals/record.json', record.replace(`"${path}": `, '"../../other": '));
    expect((await check()).join('\n')).toContain('originals/record.json:2');
    await write('originals/record.json', '{');
    expect(await check()).toContainEqual(expect.stringMatching(/^json-syntax originals\/record.json:/));
  });
});
