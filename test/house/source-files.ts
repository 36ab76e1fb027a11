import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** The TypeScript files below a folder, by their path in the repository. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts'))
    .sort();
}

export interface Import {
  readonly from: string;
  /** A path in the repository, or the name of a package. */
  readonly to: string;
  /** Whether it imports only types, which are gone when the program runs. */
  readonly isType: boolean;
}

const statement =
  /^\s*(?:import|export)\s+(type\s+)?(?:(?:\{[^}]*\}|\*(?:\s+as\s+\w+)?|[\w$]+(?:\s*,\s*\{[^}]*\})?)\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** What a file imports. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  return [...text.matchAll(statement)].map(([, type, fixed, dynamic]) => {
    const target = fixed ?? dynamic ?? '';
    return {
      from: file,
      to: target.startsWith('.') ? posix.join(dirname(file), target) : target,
      isType: type !== undefined,
    };
  });
}

/** A module, the modules that it loads, and those that they load. */
export function loadedBy(entry: string): string[] {
  const found = new Set([entry]);
  for (const file of found)
    for (const { to, isType } of importsOf(file))
      if (to.startsWith('pipeline/') && to.endsWith('.ts') && !isType) found.add(to);
  return [...found];
}

/** `pipeline/editions/html.ts` is in the room `editions`; a file beside the rooms is a room of its own. */
export function roomOf(file: string): string {
  return file.split('/')[1]?.replace(/\.ts$/, '') ?? '';
}
