import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Files } from '../../pipeline/foundation/files/files.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { publish, repository } from './publish.ts';

const run = promisify(execFile);
const script = join(import.meta.dirname, './print-editions.ts');

/** The editions of this repository as a process of its own makes them, in an environment. */
async function printed(env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await run(process.execPath, [script], {
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...env },
    maxBuffer: 10_000_000,
  });
  return stdout;
}

/** The same files, each folder told in another order. */
function shuffled(files: Files, seed: number): Files {
  const rank = (name: string) =>
    [...`${seed}${name}`].reduce((hash, each) => (hash * 31 + each.charCodeAt(0)) % 9973, 7);
  return {
    ...files,
    list: async (folder) => [...(await files.list(folder))].sort((a, b) => rank(a.name) - rank(b.name)),
  };
}

const comparable = ({ issues, problems }: Awaited<ReturnType<typeof publish>>) => ({
  problems: problems.map(({ cause: _cause, ...problem }) => problem),
  issues: issues.map(({ editions, pictures }) => [
    editions.map(({ edition }) => edition),
    pictures.map(({ path, bytes }) => [path, Buffer.from(bytes).toString('base64')]),
  ]),
});

describe('the same input gives the same bytes', () => {
  it('in any time zone and language of the machine', async () => {
    const [first, ...others] = await Promise.all([
      printed({ TZ: 'UTC', LANG: 'C', LC_ALL: 'C' }),
      printed({ TZ: 'Pacific/Auckland', LANG: 'nl_NL.UTF-8', LC_ALL: 'nl_NL.UTF-8' }),
      printed({ TZ: 'America/Los_Angeles', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }),
    ]);
    expect(JSON.parse(first ?? '')).toHaveLength(3);
    for (const other of others) expect(other).toBe(first);
  });

  it('regardless of the order in which the file system lists names', async () => {
    const expected = comparable(await publish(repository, repository));
    for (const seed of [1, 2]) {
      const files = shuffled(repository, seed);
      expect(comparable(await publish(files, files))).toEqual(expected);
    }
  });
});

describe('the hash of an edition', () => {
  const hashes = async (files: Readonly<Record<string, string | Uint8Array>>) => {
    const { issues } = await publish(memoryFiles(files));
    return Object.fromEntries(
      issues
        .flatMap(({ editions }) => editions)
        .map(({ edition }) => [`${edition.issue} ${edition.locale}`, edition.hash]),
    );
  };
  const changed = (file: string, from: string, to: string) => ({
    ...tinyFiles,
    [file]: String(tinyFiles[file]).replace(from, to),
  });

  it('stays the same, and is another for each edition', async () => {
    const [once, again] = [await hashes(tinyFiles), await hashes(tinyFiles)];
    expect(again).toEqual(once);
    expect(new Set(Object.values(once)).size).toBe(4);
  });

  it.each([
    ['a word', 'content/spring/en.yaml', 'come in', 'come home', ['spring en']],
    [
      'a link, which both languages have',
      'content/spring/en.yaml',
      'example.org/more',
      'example.org/other',
      ['spring en', 'spring nl'],
    ],
    [
      'the sender',
      'newsletter.yaml',
      'editors@',
      'desk@',
      ['april en', 'april nl', 'spring en', 'spring nl'],
    ],
    [
      'a note to translators, which nobody sees',
      'content/spring/en.yaml',
      'id: news',
      'id: news\n    note: Mind the tone.',
      [],
    ],
  ])('follows %s', async (_title, file, from, to, expected) => {
    const [before, after] = [await hashes(tinyFiles), await hashes(changed(file, from, to))];
    expect(
      Object.keys(before)
        .filter((name) => before[name] !== after[name])
        .sort(),
    ).toEqual(expected);
  });
});
