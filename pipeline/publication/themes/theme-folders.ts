import type { Files } from '../../foundation/files/files.ts';

/** A theme: a folder with `theme.yaml` and templates. */
export interface ThemeFolder {
  readonly name: string;
  readonly files: Files;
  /** Its path in these files: `themes/magazine`. */
  readonly path: string;
  /** Whether the theme belongs to the publication. */
  readonly isOwn: boolean;
}

const home = 'themes';

/**
 * The themes that a publication can choose from, by name. A theme of the publication replaces a shipped theme
 * of the same name.
 */
export async function listThemes(own: Files, shipped: Files): Promise<ReadonlyMap<string, ThemeFolder>> {
  const themes = new Map<string, ThemeFolder>();
  for (const files of own === shipped ? [own] : [shipped, own]) {
    for (const { name, kind } of await files.list(home)) {
      if (kind !== 'folder' || /^[._]/.test(name)) continue;
      themes.set(name, { name, files, path: `${home}/${name}`, isOwn: files === own });
    }
  }
  return new Map([...themes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Finds a theme by its name or its path, such as "./themes/ours". */
export function findTheme(themes: ReadonlyMap<string, ThemeFolder>, name: string): ThemeFolder | undefined {
  return themes.get(name.replace(/^(\.\/)*themes\/|\/+$/g, ''));
}
