import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyPublication, courantHere } from '../commands/run-courant.ts';
import { toSemicolons, townLibraryHeader, townLibraryRows } from './town-library.ts';

const lists = `lists:
  - id: weekly
    name: { en: Weekly, nl: Wekelijks }
  - id: agenda
    name: { en: What is on, nl: De agenda }
`;

async function createLibrary(): Promise<string> {
  const root = await copyPublication();
  const file = join(root, 'newsletter.yaml');
  await writeFile(file, `${await readFile(file, 'utf8')}${lists}`);
  return root;
}

const text = toSemicolons([townLibraryHeader, ...townLibraryRows()]);
/** As Excel writes it, in three encodings. */
const encodings: Readonly<Record<string, Buffer>> = {
  'UTF-8 with a byte order mark': Buffer.from(`\ufeff${text}`),
  'UTF-16': Buffer.from(`\ufeff${text}`, 'utf16le'),
  'Windows-1252': Buffer.from(text.replaceAll('\u0131', 'i'), 'latin1'),
};

test.each(Object.entries(encodings))(
  'the list of a town library is taken as it is, in %s',
  async (_, bytes) => {
    const root = await createLibrary();
    await writeFile(join(root, 'leden.csv'), bytes);
    const run = (...args: string[]) => courantHere(root, ['subscribers', 'import', 'leden.csv', ...args]);
    const tried = await run('--dry-run', '--json');
    const report = JSON.parse(tried.stdout);
    expect(report).toMatchObject({ format: 'csv', states: { unsubscribed: 20, bounced: 20 } });
    const codes = report.problems.map(({ code }: { code: string }) => code).sort();
    expect(codes).toEqual(['subscriber-address', 'subscriber-address', 'subscriber-duplicate']);
    expect(report.added + report.refused).toBe(200);
    expect(report.lists['']).toBeUndefined();
    const shown = await run('--dry-run');
    expect(shown.stderr).not.toContain('undefined');
    expect(report.locales).toMatchObject({
      nl: expect.any(Number),
      en: expect.any(Number),
      de: expect.any(Number),
    });
    expect(shown.stdout).toMatch(/state {4}active \d+, unsubscribed or disabled 20, bounced 20/);
    expect(shown.stdout).toMatch(/language .*none \d+/);
    expect(shown.stdout).toMatch(/list {5}.*weekly \d+.*agenda \d+/);
  },
);

test('its people keep their names, languages, lists and the day when they agreed', async () => {
  const root = await createLibrary();
  await writeFile(join(root, 'leden.csv'), `\ufeff${text}`);
  await courantHere(root, ['subscribers', 'import', 'leden.csv']);
  const show = async (address: string) =>
    JSON.parse((await courantHere(root, ['subscribers', 'show', address])).stdout);
  expect(await show('lezer1@example.org')).toMatchObject({
    name: 'Bram van Bakker',
    locale: 'nl',
    state: 'active',
    lists: [{ list: 'weekly' }],
    consents: [{ kind: 'imported', source: 'csv', requestedAt: '2019-03-12T00:00:00.000Z' }],
  });
  expect(await show('lezer9@example.org')).toMatchObject({
    name: 'Joëlle Boer',
    locale: 'en',
    state: 'suppressed',
  });
  expect((await show('lezer6@example.org')).state).toBe('unsubscribed');
  expect((await show('lezer11@example.org')).lists.map(({ list }: { list: string }) => list)).toEqual([
    'agenda',
    'weekly',
  ]);
});

test('a mistake of many rows is reported once, with the option that corrects it', async () => {
  const root = await createLibrary();
  const rows = Array.from({ length: 164 }, (_, at) => `lezer${at}@example.org,groep 7`);
  await writeFile(join(root, 'groepen.csv'), `email,taal\nzoe@example.org,Nederlands\n${rows.join('\n')}\n`);
  const { stderr, stdout } = await courantHere(root, [
    'subscribers',
    'import',
    'groepen.csv',
    '--list',
    'weekly',
  ]);
  expect(stderr).toContain(
    'groepen.csv:3  error  subscriber-locale\n  164 rows, the first on line 3: "groep 7"',
  );
  expect(stderr).toContain('--map locale="Column"');
  expect(stderr.match(/subscriber-locale/g)).toHaveLength(1);
  expect(stdout).toContain('1 added, 0 updated, 0 unchanged, 164 refused');
  const ignored = await courantHere(root, [
    'subscribers',
    'import',
    'groepen.csv',
    '--list',
    'weekly',
    '--map',
    'locale=-',
  ]);
  expect(ignored).toMatchObject({ code: 0, stdout: expect.stringContaining('164 added') });
});

test('neither command silently accepts a person on no list', async () => {
  const root = await createLibrary();
  await writeFile(join(root, 'plain.csv'), 'email\nzoe@example.org\n');
  await writeFile(join(root, 'some.csv'), 'email,lijst\nzoe@example.org,wekelijks\nli@example.org,\n');
  const run = (...args: string[]) => courantHere(root, ['subscribers', ...args]);
  expect(await run('import', 'plain.csv')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('0 added'),
    stderr: expect.stringMatching(/list-missing[\s\S]*--list[\s\S]*weekly, agenda/),
  });
  expect(await run('import', 'some.csv')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('1 added'),
    stderr: expect.stringMatching(/some\.csv:3 {2}error {2}list-missing/),
  });
  expect((await run('import', 'plain.csv', '--list', 'agenda')).code).toBe(0);
  expect((await run('add', 'mo@example.org', '--consent', 'at the desk')).stderr).toContain('list-missing');
  expect((await run('add', 'mo@example.org', '--consent', 'at the desk', '--list', 'agenda')).code).toBe(0);
});
