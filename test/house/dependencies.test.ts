import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { importsOf, root, sourceFiles } from './source-files.ts';

const manifest: {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The package of an import: `@scope/name/part` is that of `@scope/name`; Node's own have none. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('node:') || /^(pipeline|test|bench)\//.test(specifier)) return undefined;
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
}

const usedBy = (folder: string) =>
  new Set(
    sourceFiles(folder)
      .flatMap(importsOf)
      .flatMap(({ to }) => packageOf(to) ?? []),
  );

describe('dependencies', () => {
  it('are each explained in docs/dependencies.md, with their licence', () => {
    const text = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');
    const all = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
    const rows = [...text.matchAll(/^\| (\S[^|]*) \| [^|]+ \| \S[^|]+ \|$/gm)].map(([, names = '']) => names);
    // A row may tell of several: `@types/*`.
    const explained = rows.flatMap((row) => row.split(', '));
    const isExplained = (name: string) =>
      explained.some((each) => each === name || (each.endsWith('*') && name.startsWith(each.slice(0, -1))));
    expect(all.filter((name) => !isExplained(name))).toEqual([]);
  });

  it('that the pipeline imports are declared, and those of tests are not among them', () => {
    const imported = [...usedBy('pipeline')];
    // A peer is optional: whoever configures what needs it installs it.
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const forTypes = Object.keys(manifest.devDependencies).filter((name) => name.startsWith('@types/'));
    // What is imported for its types alone is needed only where types are checked.
    const undeclared = imported.filter(
      (name) => !declared.includes(name) && !forTypes.includes(`@types/${name}`),
    );
    expect(undeclared).toEqual([]);
  });

  it('fit together: npm 10 refuses a lockfile with an invalid peer, which later versions install', async () => {
    // Fails with the list of invalid, missing and extraneous packages.
    const { stderr } = await promisify(execFile)('npm', ['ls', '--all', '--package-lock-only'], {
      cwd: root,
      maxBuffer: 1e8,
    });
    expect(stderr).toBe('');
  });
});
