import { pluralBase } from '../../publication/locales/plurals.ts';
import { namespaces } from '../../publication/locales/read-locales.ts';
import { parseTexts, textOf } from '../../publication/originals/read-versions.ts';
import { type Roots, templateKinds } from '../../publication/publication.ts';
import { listTemplates, nameOf } from '../../publication/templates/read-templates.ts';
import { listThemes, type ThemeFolder } from '../../publication/themes/theme-folders.ts';

/** A template or a text of the package that a publication can have a copy of. */
export interface Ejectable {
  /** Its name for `courant eject`: `email/parts/masthead`, `themes/magazine/email/parts/masthead`, `nl/email:links`. */
  readonly name: string;
  /** The file of the package. */
  readonly from: string;
  /** The file of the publication that replaces it. */
  readonly path: string;
  /** Of a text: its keys in the file, one for each plural form. */
  readonly keys: readonly string[];
}

/** The part of the configuration that decides what can be ejected. */
export interface InUse {
  /** The themes that the publication uses, the most basic one first. */
  readonly themes: readonly ThemeFolder[];
  readonly locales: readonly string[];
}

/**
 * Lists what can be ejected: each template of the theme in use, the templates of each theme of the package, and
 * each interface text in the languages of the publication.
 */
export async function listEjectable(roots: Roots, { themes, locales }: InUse): Promise<Ejectable[]> {
  const shipped = themes
    .filter(({ files }) => files === roots.package)
    .map(({ path }) => `${path}/templates`);
  const inUse = await templatesIn(roots, ['templates', ...shipped], '');
  const ofThemes = await Promise.all(
    [...(await listThemes(roots.package, roots.package)).values()].map(({ path }) =>
      templatesIn(roots, [`${path}/templates`], `${path}/`),
    ),
  );
  const texts = await Promise.all(locales.map((locale) => textsIn(roots, locale)));
  return [...inUse, ...ofThemes.flat(), ...texts.flat()];
}

/** The templates of these folders of the package. A later folder replaces templates of earlier ones. */
async function templatesIn(
  { package: files }: Roots,
  folders: readonly string[],
  prefix: string,
): Promise<Ejectable[]> {
  const found = new Map<string, Ejectable>();
  for (const folder of folders) {
    for (const kind of templateKinds) {
      for (const from of await listTemplates(files, `${folder}/${kind}`)) {
        const name = `${prefix}${kind}/${nameOf(from, `${folder}/${kind}`)}`;
        found.set(name, { name, from, path: from.slice(from.indexOf('templates/')), keys: [] });
      }
    }
  }
  return [...found.values()];
}

async function textsIn({ package: files }: Roots, locale: string): Promise<Ejectable[]> {
  const found: Ejectable[] = [];
  for (const namespace of namespaces) {
    const path = `locales/${locale}/${namespace}.json`;
    const texts = new Map(Object.entries(parseTexts(await textOf(files, path))));
    const families = Map.groupBy(texts.keys(), (key) => pluralBase(key, texts).base);
    for (const [family, keys] of families)
      found.push({ name: `${locale}/${namespace}:${family}`, from: path, path, keys });
  }
  return found;
}
