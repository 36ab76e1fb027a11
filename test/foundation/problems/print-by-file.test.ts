import { expect, test } from 'vitest';
import { createSource } from '../../../pipeline/foundation/problems/place.ts';
import { printByFile } from '../../../pipeline/foundation/problems/print-by-file.ts';
import { createProblem } from '../../../pipeline/foundation/problems/problem.ts';

const lines = Array.from({ length: 60 }, (_, index) => `key${index}: value`).join('\n');

function unknownKey(file: string, line: number) {
  const source = createSource(file, lines.replaceAll('value', file));
  const start = source.offset(line);
  const data = { key: `key${line}`, path: 'the issue', known: [] };
  return createProblem('unknown-key', data as never, { source, start, end: start + 4 });
}

test('of problems that are alike, the first are shown and the others counted with their lines', () => {
  const problems = Array.from({ length: 15 }, (_, index) => unknownKey('content/a/en.yaml', index + 2));
  const printed = printByFile(problems, { colour: false });
  expect(printed.match(/unknown-key/g)).toHaveLength(3);
  expect(printed).toContain('content/a/en.yaml:4:1  error  unknown-key');
  expect(printed).toContain('\u2026 and 12 more like it, on lines 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 \u2026.');
});

test('the same problem in several files is shown once, with the files', () => {
  const sizes = ['a', 'b', 'c', 'd', 'e'].map((slug) =>
    createProblem(
      'edition-clipped',
      { bytes: 120_000, limit: 102_000, heaviest: [] },
      { file: `content/${slug}/en.yaml` },
    ),
  );
  const printed = printByFile(sizes, { colour: false });
  expect(printed.match(/edition-clipped/g)).toHaveLength(1);
  expect(printed).toContain(
    'The same in content/b/en.yaml, content/c/en.yaml, content/d/en.yaml and 1 more file.',
  );
});

test('shows no more than a person reads, and counts the rest', () => {
  const problems = Array.from({ length: 30 }, (_, file) =>
    [1, 2, 3, 4].map((line) => unknownKey(`content/${file}/en.yaml`, line)),
  ).flat();
  const printed = printByFile(problems, { colour: false });
  const shown = printed.match(/unknown-key/g)?.length ?? 0;
  const counted = [...printed.matchAll(/and (\d+) more/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  expect(shown).toBeLessThanOrEqual(40);
  expect(shown + counted).toBe(120);
  expect(printed).toContain('--format json lists all of them.');
});
