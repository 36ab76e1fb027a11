import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const repository = join(import.meta.dirname, '../..');

/**
 * Packs the package and puts it into a folder as npm would: the tarball unpacked under node_modules, beside it what
 * package.json asks for and nothing else. The dependencies come from this repository, so that no registry is asked.
 * Returns the folder, and the files of the tarball.
 */
export async function installTarball(): Promise<{ folder: string; files: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-package-'));
  const packed = await run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], {
    cwd: repository,
    maxBuffer: 1e8,
  });
  const { filename, files } = readReport(packed.stdout);
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, 'courant'), { recursive: true });
  await run('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', join(modules, 'courant')]);
  const manifest = JSON.parse(await readFile(join(modules, 'courant/package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(manifest.dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(repository, 'node_modules', name), join(modules, name));
  }
  await mkdir(join(modules, '.bin'));
  await symlink('../courant/bin/courant.cjs', join(modules, '.bin/courant'));
  return { folder, files };
}

/** What `npm pack --json` says: a list up to npm 11, an object by the package's name from npm 12 on. */
function readReport(json: string): { filename: string; files: string[] } {
  const report = JSON.parse(json.slice(json.search(/^[[{]/m))) as Record<
    string,
    { filename: string; files: { path: string }[] }
  >;
  const [only] = Object.values(report);
  if (only === undefined) throw new Error('npm packed nothing.');
  return { filename: only.filename, files: only.files.map(({ path }) => path) };
}

/** A publication of this many issues beside the package: copies of one of this repository's. */
export async function makePublication(folder: string, count: number): Promise<void> {
  await cp(join(repository, 'newsletter.yaml'), join(folder, 'newsletter.yaml'));
  await cp(join(repository, 'content'), join(folder, 'content'), { recursive: true });
  const sample = join(folder, 'content/2026-05-07-bridges');
  for (let number = 1; number <= count; number++) {
    await cp(sample, join(folder, `content/copy-${String(number).padStart(3, '0')}`), { recursive: true });
  }
}
