import { editSource } from '../../foundation/edits/edit-source.ts';
import type { Source } from '../../foundation/problems/place.ts';
import { isObject } from '../../foundation/sources/reading.ts';

const groups = ['dependencies', 'devDependencies'] as const;

/**
 * Sets the version of Courant in package.json, if it asks for an older one. Undefined if there is nothing to
 * change. A dependency on a folder, a tarball or a tag stays as it is.
 */
export function upgradeManifest(source: Source, manifest: unknown, version: string): string | undefined {
  for (const group of groups) {
    const packages = isObject(manifest) ? manifest[group] : undefined;
    const wanted = isObject(packages) ? String(packages['courant'] ?? '') : '';
    const [, range = '', asked = ''] = /^([\^~]?)(\d+\.\d+\.\d+\S*)$/.exec(wanted) ?? [];
    if (asked === '' || !isOlder(asked, version)) continue;
    const path = [group, 'courant'];
    return editSource(source, { kind: 'set', path, value: `${range}${version}` });
  }
  return undefined;
}

/** Compares the numbers of two versions. A preview such as `1.0.0-beta.1` counts as its version. */
function isOlder(one: string, other: string): boolean {
  const numbers = (version: string) => version.split(/[.+-]/, 3).map(Number);
  const [a, b] = [numbers(one), numbers(other)];
  const at = a.findIndex((number, index) => number !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
