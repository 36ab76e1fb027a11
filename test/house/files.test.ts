import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from './source-files.ts';

const files = [...sourceFiles('pipeline'), ...sourceFiles('test'), ...sourceFiles('bench')];

describe('every file', () => {
  it('has a name in kebab-case', () => {
    const other = files.filter(
      (file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.long)?\.ts$/.test(basename(file)),
    );
    expect(other).toEqual([]);
  });

  it('is not called after what it is not', () => {
    const vague = /^(utils?|helpers?|types?|common|misc|lib|constants?)\.ts$/;
    expect(files.filter((file) => vague.test(basename(file)))).toEqual([]);
  });

  it('exports by name alone', () => {
    const byDefault = [...sourceFiles('pipeline'), ...sourceFiles('bench')].filter((file) =>
      /^export default |\bas default\b/m.test(read(file)),
    );
    expect(byDefault).toEqual([]);
  });

  it('of the pipeline has no `any`, and says why where it silences a rule', () => {
    const silenced = sourceFiles('pipeline').filter((file) =>
      /@ts-ignore|@ts-nocheck|: any\b|as any\b|<any>|biome-ignore [\w/]+:?\s*$/m.test(read(file)),
    );
    expect(silenced).toEqual([]);
  });

  it('starts a thread or a process by a name that the published package has too', () => {
    const byName = sourceFiles('pipeline').filter((file) => /new URL\('[^']*\.ts'/.test(read(file)));
    expect(byName).toEqual([]);
  });

  it('of more than 400 lines says why at the top', () => {
    const long = sourceFiles('pipeline').filter((file) => read(file).split('\n').length > 400);
    expect(long.filter((file) => !/^(\/\*\*|\/\/)/.test(read(file)))).toEqual([]);
  });

  it('of the pipeline has 60 to 90 lines in the middle', () => {
    const sizes = sourceFiles('pipeline')
      .map((file) => read(file).split('\n').length)
      .sort((a, b) => a - b);
    const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
    expect(median).toBeLessThanOrEqual(90);
  });
});

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
