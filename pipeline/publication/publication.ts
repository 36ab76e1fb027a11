import type { Files } from '../foundation/files/files.ts';
import type { OwnCode } from '../foundation/problems/catalogue.ts';
import type { Place, Source } from '../foundation/problems/place.ts';
import type { Severity } from '../foundation/problems/problem.ts';
import type { Progress } from './locales/read-interface.ts';
import type { LocaleTexts } from './locales/read-locales.ts';
import type { Newsletter } from './newsletter/newsletter-schema.ts';
import type { AcceptedFeature } from './templates/read-accepted.ts';
import type { TemplateLayer, TemplateSet } from './templates/read-templates.ts';
import type { ThemeFolder } from './themes/theme-folders.ts';

/** The kinds of templates, each a folder under `templates/`. */
export const templateKinds = ['email', 'text', 'archive', 'pages', 'notice', 'notice-text'] as const;

export type TemplateKind = (typeof templateKinds)[number];

/** The two file systems that a publication is read from. */
export interface Roots {
  /** The files that Courant ships: default templates and interface texts. */
  readonly package: Files;
  /** The publication's files: newsletter.yaml, its content, and files that override those of the package. */
  readonly publication: Files;
}

/** A check rule that a publication adds. The type of its view is known only in `check`. */
export interface PublicationRule {
  readonly code: OwnCode;
  readonly severity: Severity;
  readonly view: string;
  /** The module that defines the rule. */
  readonly source: Source;
  check(view: never): Iterable<unknown>;
}

/** A value that a template passes to a helper, as plain text; undefined if an optional value is absent. */
export type HelperValue = string | number | boolean | undefined;

/** A helper of templates that a publication adds. */
export interface PublicationHelper {
  readonly name: string;
  /** The numbers of values that it takes. */
  readonly counts: readonly number[];
  /** The module that defines the helper. */
  readonly source: Source;
  value(values: readonly HelperValue[], language: { readonly locale: string }): HelperValue;
}

/** The shared input of all editions. */
export interface Publication {
  readonly newsletter: Newsletter;
  /** The interface texts by locale. */
  readonly texts: ReadonlyMap<string, LocaleTexts>;
  /** The languages whose interface texts are incomplete. Courant renders nothing in them. */
  readonly unfinished: ReadonlyMap<string, Progress>;
  readonly templates: Readonly<Record<TemplateKind, TemplateSet>>;
  /** The features that the mail templates use although some mail programs do not support them. */
  readonly accepted: readonly AcceptedFeature[];
  /** The check rules that the publication's extensions add. */
  readonly rules: readonly PublicationRule[];
  /** The helpers that the publication's extensions add. */
  readonly helpers: readonly PublicationHelper[];
  /** The path of the logo, and the place that names it. Empty if there is no logo. */
  readonly logo: ReadonlyMap<string, Place>;
}

/**
 * The file systems to read from, in order: a file of the publication replaces the package's file of the same
 * name.
 */
export function layersOf(roots: Roots): Files[] {
  return roots.package === roots.publication ? [roots.package] : [roots.package, roots.publication];
}

/** The folders that templates come from, in order: the package's, those of the themes, the publication's. */
export function templateLayersOf(roots: Roots, themes: readonly ThemeFolder[]): TemplateLayer[] {
  const isSame = roots.package === roots.publication;
  const home = 'templates';
  return [
    // A theme may replace templates of the package, so it is not a mistake if these are unused.
    { files: roots.package, folder: home, isOwn: isSame && themes.length === 0 },
    ...themes.map(({ files, path, isOwn }) => ({ files, folder: `${path}/${home}`, isOwn })),
    ...(isSame ? [] : [{ files: roots.publication, folder: home, isOwn: true }]),
  ];
}

/** The languages that have pages and editions: those with complete interface texts. */
export function finishedLocales({ newsletter, unfinished }: Publication): readonly string[] {
  return newsletter.languages.editions.filter((locale) => !unfinished.has(locale));
}
