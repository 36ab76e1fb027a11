import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * The packages that Courant depends on, with their installed versions, sorted: `sharp 0.35.5`. A published package
 * has no lockfile to hash, and an upgrade of sharp must not leave the pictures of the old version in the cache.
 * The bundled packages are part of Courant's code.
 */
export function installedVersions(from = import.meta.url): string[] {
  const found = new Map<string, string>();
  const visit = (manifest: string | undefined): void => {
    if (manifest === undefined || found.has(manifest)) return;
    const {
      name = '',
      version = '',
      dependencies = {},
    } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
    found.set(manifest, `${name} ${version}`);
    for (const dependency of Object.keys(dependencies)) visit(findManifest(dependency, manifest));
  };
  visit(findPackageJSON('..', from));
  return [...found.values()].sort();
}

/**
 * The package.json of a package; undefined if it is not installed, as is the case with packages for other
 * platforms.
 */
function findManifest(name: string, from: string): string | undefined {
  try {
    return findPackageJSON(name, from);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
