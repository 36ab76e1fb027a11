import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandsIn, findMistake } from './parse-command.ts';
import { root } from './source-files.ts';

const pages = [
  'README.md',
  'docs/start.md',
  ...readdirSync(join(root, 'docs/operator')).map((name) => `docs/operator/${name}`),
];

test.each(pages)('every command in the examples of %s exists, with its options', async (page) => {
  const wrong: string[] = [];
  for (const words of commandsIn(readFileSync(join(root, page), 'utf8'))) {
    const mistake = await findMistake(words);
    if (mistake !== '') wrong.push(`${words.join(' ')}: ${mistake}`);
  }
  expect(wrong).toEqual([]);
});

test('a command without a comment before the next one is a mistake', async () => {
  const page = '```sh\ncourant send spring --skip courant hold spring\ncourant status --chek  # no\n```\n';
  const found = await Promise.all(commandsIn(page).map(findMistake));
  expect(found).toEqual([expect.stringContaining('too many arguments'), expect.stringContaining("'--chek'")]);
});
