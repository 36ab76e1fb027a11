import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../house/source-files.ts';
import { type CommandLine, commandLines, pages, readPage, wordsOf } from './command-lines.ts';
import { missingLine } from './compare-output.ts';
import { notCompared, notRun } from './not-run.ts';
import { findMistake } from './parse-command.ts';
import { openScratch } from './scratch-publication.ts';

const lines: readonly CommandLine[] = pages.flatMap((page) => commandLines(page, readPage(page)));
const isRun = ({ text }: CommandLine) => !notRun.some(([command]) => command.test(text));
const scripts: object = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
/** The article of the README, with the mistake that `courant check` finds there. */
const misspelt = {
  path: 'content/2026-03-09-spring/en.yaml',
  content:
    /^```yaml\n(kind: .*?)^```/ms.exec(readPage('README.md'))?.[1]?.replace('headline:', 'headlin:') ?? '',
};
const scratch = await openScratch();
afterAll(scratch.close);

describe('the commands of the documentation', () => {
  test('exist, with their options and arguments', async () => {
    expect(lines.length).toBeGreaterThan(150);
    const wrong: string[] = [];
    for (const { place, words, text } of lines) {
      const mistake = await mistakeOf(words);
      if (mistake !== '') wrong.push(`${place} ${text}: ${mistake}`);
    }
    expect(wrong).toEqual([]);
  });

  test('that are named in a sentence exist, with their options', async () => {
    const named = pages.flatMap((page) =>
      [...readPage(page).matchAll(/`((?:npx )?courant [a-z][^`…]*)`/g)].map(
        ([, text = '']) => `${page} ${text}`,
      ),
    );
    expect(named.length).toBeGreaterThan(100);
    const wrong: string[] = [];
    for (const text of named) {
      const mistake = await findMistake(wordsOf(text.replace(/^\S+ (?:npx )?courant /, '')));
      // A sentence may leave out a value, as in `courant check --format`.
      if (!/^$|missing|not specified|Usage:/.test(mistake)) wrong.push(`${text}: ${mistake}`);
    }
    expect(wrong).toEqual([]);
  });

  test('that are only parsed are listed with a reason, and the list has no other', () => {
    expect(notRun.filter(([command]) => !lines.some(({ text }) => command.test(text)))).toEqual([]);
    for (const [, reason] of notRun)
      for (const [path] of reason.matchAll(/test\/[\w./-]+\w/g))
        expect(existsSync(join(root, path)), path).toBe(true);
  });
});

describe('each command of the documentation runs in a publication that has what it names', () => {
  // A command that renders is not run again for another issue, another folder, or as JSON.
  const keyOf = (text: string) =>
    /^courant (?:themes|rehearse|check|build|archive|run)/.test(text)
      ? text.replaceAll(/ \d{4}-\d{2}-\d{2}-\w+| --(?:name|out|format) \S+| --json|(?<=--verify) \S+/g, '')
      : text.replace(/(?<=^courant init ).*/, '');
  const runnable = lines.filter(isRun);
  const once = runnable.filter(
    ({ text }, index) => runnable.findIndex((other) => keyOf(other.text) === keyOf(text)) === index,
  );

  test.each(once)('$text', async (line) => {
    const { code, output } = await scratch.run(line);
    expect(code, `${line.place}\n${output}`).toBe(0);
  });
});

test('the commands of the documentation print what their page shows', async () => {
  const shown = lines.filter(({ output }) => output !== undefined);
  const compared = shown.filter(({ text }) => !notCompared.some(([command]) => command === text));
  expect(shown.length - compared.length).toBe(notCompared.length);
  expect(compared.length).toBeGreaterThan(1);
  for (const line of compared) {
    if (line.text === 'courant check') await scratch.write(misspelt.path, misspelt.content);
    const { output } = await scratch.run(asInit(line));
    expect({ place: line.place, missing: missingLine(line.output ?? '', output), output }).toMatchObject({
      missing: undefined,
    });
  }
});

test.each([
  ['courant send spring --skip courant hold spring', 'too many arguments'],
  ['courant status --chek', "'--chek'"],
  ['courant stats', 'unknown command'],
  ['npm run bench', 'There is no script'],
  ['npm create courant@latest news -- --hosts github', "'--hosts'"],
  ['npx cowsay moo', 'not a program'],
])('%s is a mistake', async (text, mistake) => {
  const [line] = commandLines('page.md', `\`\`\`sh\n${text}   # no\n\`\`\`\n`);
  expect(await mistakeOf(line?.words ?? [])).toContain(mistake);
});

test('an output that differs in a word is missing', () => {
  expect(
    missingLine('2 issues: no problems\n…\ndone\n', '13 issues: no problems\nand\ndone'),
  ).toBeUndefined();
  expect(missingLine('2 issues: no problem\n', '2 issues: no problems')).toBe('2 issues: no problem');
});

/** `npm create courant@latest` starts `courant init`. Its questions have been answered. */
function asInit(line: CommandLine): CommandLine {
  const [, folder] = /^npm create courant@latest (\S+)$/.exec(line.text) ?? [];
  if (folder === undefined) return line;
  return { ...line, text: `courant init ${folder}`, words: ['courant', 'init', folder, '--yes'] };
}

/** What is wrong with a command line of `courant`, `npm` or `npx`; an empty text if nothing is. */
async function mistakeOf([program, ...words]: readonly string[]): Promise<string> {
  if (program === 'courant') return findMistake(words);
  const [name = '', first = '', ...rest] = words;
  if (program === 'npx') return name === 'playwright-core' ? '' : `${name} is not a program of Courant`;
  if (name === 'create')
    return first === 'courant@latest'
      ? findMistake(['init', ...rest.filter((word) => word !== '--')])
      : first;
  const script = name === 'run' ? first : name;
  const isKnown = script in scripts || ['ci', 'cit', 'install', 'update', 'pack'].includes(name);
  return isKnown ? '' : `There is no script "${script}".`;
}
