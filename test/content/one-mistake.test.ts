import { expect, test } from 'vitest';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { checkPublication } from '../problems/check-publication.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

/** What a hand does to a line by mistake. */
const slips: Readonly<Record<string, (line: string) => string>> = {
  'one blank less': (line) => line.replace(/^ /, ''),
  'one blank more': (line) => ` ${line}`,
  'two blanks less': (line) => line.replace(/^ {2}/, ''),
  'two blanks more': (line) => `  ${line}`,
  'a tab': (line) => line.replace(/^ +/, '\t'),
  'no colon': (line) => line.replace(':', ''),
  'no blank behind the colon': (line) => line.replace(': ', ':'),
  'no dash': (line) => line.replace('- ', '  '),
  'a dash too many': (line) => line.replace(/^(\s*)(\w)/, '$1- $2'),
  'an open double quote': (line) => line.replace(/: (\S)/, ': "$1'),
  'an open single quote': (line) => line.replace(/: (\S)/, ": '$1"),
  'an open bracket': (line) => line.replace(/: (\S)/, ': [$1'),
  'an open brace': (line) => line.replace(/: (\S)/, ': {$1'),
  'a colon too many': (line) => line.replace(/: (\w\S*)/, ': $1: x'),
  'an asterisk': (line) => line.replace(/: (\S)/, ': *$1'),
  'no value': (line) => line.replace(/: .*/, ':'),
  'letters that changed places': (line) => line.replace(/(\w\w)(\w)(\w):/, '$1$3$2:'),
  'words alone': (line) => line.replace(/\S.*/, 'some words here'),
};

const paths = [
  'content/spring/en.yaml',
  'content/spring/nl.yaml',
  'content/april/en.yaml',
  'newsletter.yaml',
];

test('one slip in one line gives one problem, hardly ever more, and never none', async () => {
  const counts = new Map<number, number>();
  const silent: string[] = [];
  for (const path of paths) {
    const lines = String(tinyFiles[path]).trimEnd().split('\n');
    for (const [at, line] of lines.entries()) {
      for (const [slip, change] of Object.entries(slips)) {
        if (change(line) === line) continue;
        const text = `${lines.with(at, change(line)).join('\n')}\n`;
        const { problems } = await checkPublication(memoryFiles({ ...tinyFiles, [path]: text }));
        counts.set(problems.length, (counts.get(problems.length) ?? 0) + 1);
        if (problems.length === 0) silent.push(`${slip}: ${path}:${at + 1} ${change(line)}`);
      }
    }
  }
  expect(silent).toEqual([]);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  expect((counts.get(1) ?? 0) / all).toBeGreaterThan(0.9);
  expect(Math.max(...counts.keys())).toBeLessThanOrEqual(5);
});
