import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
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

  it('that the pipeline imports are declared, and are in the part about the program', () => {
    // A peer is optional: whoever configures what needs it installs it. A development dependency is bundled.
    const declared = Object.keys({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...manifest.devDependencies,
    });
    const [, ofProgram = ''] = readFileSync(join(root, 'docs/dependencies.md'), 'utf8').split(/^## /m);
    const explained = [...ofProgram.matchAll(/^\| (\S[^|]*) \| [^|]+ \| \S[^|]+ \|$/gm)].flatMap(
      ([, names = '']) => names.split(', '),
    );
    // What is imported for its types alone is needed only where types are checked.
    const imported = [...usedBy('pipeline')].filter((name) => !declared.includes(`@types/${name}`));
    expect(imported.filter((name) => !declared.includes(name))).toEqual([]);
    expect(imported.filter((name) => !explained.includes(name))).toEqual([]);
  });

  it('that are optional peers load only when configured, with an error that names them', () => {
    const peers = Object.keys(manifest.peerDependencies);
    const all = sourceFiles('pipeline').filter((file) => !file.startsWith('pipeline/studio/browser/'));
    const texts = new Map(all.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
    // Imports that Node follows when it loads the file: not those of types, and not `import()`.
    const loadedBy = new Map(
      all.map((file) => [
        file,
        [
          ...(texts.get(file) ?? '').matchAll(
            /^(?:import|export)\s+(?!type\b)(?:[^'"();]*?\sfrom\s+)?'([^']+)'/gm,
          ),
        ].map(([, to = '']) => (to.startsWith('.') ? posix.join(dirname(file), to) : to)),
      ]),
    );
    // A file that needs two peers is loaded with the name of the second, after a file that needs the first.
    const loaders = [...texts].filter(([, text]) => /optionalPackage\(/.test(text));
    const called = new Set(loaders.flatMap(([file]) => importsOf(file).map(({ to }) => to)));
    for (const peer of peers) {
      const users = all.filter((file) => loadedBy.get(file)?.some((to) => packageOf(to) === peer));
      const call = new RegExp(`(?:optionalPackage|load)\\(\\s*'${peer}'`);
      const callers = [...texts].filter(([, text]) => call.test(text));
      expect(callers.length, peer).toBeGreaterThan(0);
      // A file that loads such a file needs the peer itself, or loads that file within `optionalPackage`.
      const needing = new Set(users);
      for (let before = -1; before !== needing.size; ) {
        before = needing.size;
        for (const file of all) if (loadedBy.get(file)?.some((to) => needing.has(to))) needing.add(file);
      }
      const entries = [...needing].filter(
        (file) => !all.some((other) => loadedBy.get(other)?.includes(file)),
      );
      expect(
        entries.filter((file) => !called.has(file)),
        peer,
      ).toEqual([]);
      // One that needs several peers names each of them.
      const unnamed = entries.flatMap((entry) =>
        loaders.filter(([file, text]) => importsOf(file).some(({ to }) => to === entry) && !call.test(text)),
      );
      expect(
        unnamed.map(([file]) => file),
        peer,
      ).toEqual([]);
      expect(
        [...needing].filter((file) => /^pipeline\/(?:\w[\w-]*\.ts|commands\/)/.test(file)),
        peer,
      ).toEqual([]);
    }
  });

  it('fit together: npm 10 refuses a lockfile with an invalid peer, which later versions install', async () => {
    // Fails with the list of invalid, missing and extraneous packages.
    const { stderr } = await promisify(execFile)('npm', ['ls', '--all', '--package-lock-only'], {
      cwd: root,
      maxBuffer: 1e8,
    });
    expect(stderr).toBe('');
  });

  it('are all in the lockfile, also those for other systems, because `npm ci` refuses one that lacks a package', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });
});
