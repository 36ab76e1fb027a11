import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { invisibleMarks } from '../../pipeline/foundation/text/invisible-marks.ts';
import { root, sourceFiles } from './source-files.ts';

const registry = 'pipeline/foundation/text/invisible-marks.ts';

/** The noncharacters of Unicode that the registry may hand out. */
const anyMark = /[\ufdd0-\ufdef]/;

it('hands out each mark once', () => {
  const marks = Object.values(invisibleMarks).flat();
  expect(new Set(marks).size).toBe(marks.length);
  for (const mark of marks) expect(mark).toMatch(anyMark);
});

it('is the only file that writes one', () => {
  const written = /\\u\{?fd[de][0-9a-f]|[\ufdd0-\ufdef]|0xfd[de][0-9a-f]/i;
  const files = sourceFiles('pipeline').filter((file) =>
    written.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(files).toEqual([registry]);
});
