import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The paths of the two files of a dictionary. */
export interface DictionaryFiles {
  readonly affixes: string;
  readonly words: string;
}

/**
 * The installed dictionary for a language: that of its region (dictionary-en-gb), of the language
 * (dictionary-en), or of any other region. Undefined if none is installed.
 */
export function findDictionary(root: string, locale: string): DictionaryFiles | undefined {
  const manifest = join(root, 'package.json');
  const [exact, general] = dictionaryNames(locale);
  const installed = packagesOf(manifest).filter((name) => name === general || name.startsWith(`${general}-`));
  const rank = (name: string) => (name === exact ? 0 : name === general ? 1 : 2);
  for (const name of installed.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))) {
    const folder = folderOf(manifest, name);
    if (folder) return { affixes: join(folder, 'index.aff'), words: join(folder, 'index.dic') };
  }
  return undefined;
}

/** The package names for a language: one for its full tag, and one without the region. */
export function dictionaryNames(locale: string): readonly [exact: string, general: string] {
  const tag = locale.toLowerCase();
  return [`dictionary-${tag}`, `dictionary-${tag.split('-')[0]}`];
}

/** The dictionaries in package.json; none if the file cannot be read. */
function packagesOf(manifest: string): string[] {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(manifest, 'utf8'));
    return Object.keys({ ...dependencies, ...devDependencies });
  } catch {
    // A publication without a package.json has no packages. The note about missing dictionaries will say so.
    return [];
  }
}

/** The folder of a package; undefined if it is not installed. */
function folderOf(manifest: string, name: string): string | undefined {
  try {
    return dirname(createRequire(manifest).resolve(name));
  } catch {
    // The package is in package.json but not installed. The note about missing dictionaries will name it.
    return undefined;
  }
}
