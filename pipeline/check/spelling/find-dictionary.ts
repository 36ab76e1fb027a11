import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The paths of a dictionary's two files. */
export interface DictionaryFiles {
  readonly affixes: string;
  readonly words: string;
}

/**
 * The dictionary of a language among the packages of a publication: the one of its region (dictionary-en-gb), of the
 * language (dictionary-en), or of any other region. Undefined when none is installed.
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

/** The packages for a language: that of its tag, and that without the region. */
export function dictionaryNames(locale: string): readonly [exact: string, general: string] {
  const tag = locale.toLowerCase();
  return [`dictionary-${tag}`, `dictionary-${tag.split('-')[0]}`];
}

/** The dictionaries in package.json; none if it cannot be read. */
function packagesOf(manifest: string): string[] {
  try {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(manifest, 'utf8'));
    return Object.keys({ ...dependencies, ...devDependencies });
  } catch {
    // Without a package.json the publication has no packages: the note about dictionaries says so.
    return [];
  }
}

/** Undefined where it was not installed. */
function folderOf(manifest: string, name: string): string | undefined {
  try {
    return dirname(createRequire(manifest).resolve(name));
  } catch {
    // It was not installed: the note names it.
    return undefined;
  }
}
