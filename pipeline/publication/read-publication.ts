import type { Place } from '../foundation/problems/place.ts';
import type { Report } from '../foundation/problems/report.ts';
import { findLogo } from './find-logo.ts';
import { findUnfinished } from './locales/read-interface.ts';
import { readLocales } from './locales/read-locales.ts';
import type { Newsletter } from './newsletter/newsletter-schema.ts';
import { readWithTheme } from './newsletter/read-newsletter.ts';
import {
  layersOf,
  type Publication,
  type Roots,
  type TemplateKind,
  templateKinds,
  templateLayersOf,
} from './publication.ts';
import { readAccepted } from './templates/read-accepted.ts';
import { readTemplates, type TemplateSet } from './templates/read-templates.ts';
import type { TemplateSource, TemplateStore } from './templates/template-store.ts';

export interface ReadingOptions {
  /** Has templates that were parsed and compiled before; those of the published package if left out. */
  readonly store?: TemplateSource | TemplateStore | undefined;
  /** Called when the configuration has been read, before the rest. `logo` is as in the publication. */
  readonly onNewsletter?: (newsletter: Newsletter, logo: ReadonlyMap<string, Place>) => void;
}

/**
 * Reads the configuration, the interface texts and the templates, and reports unreadable files. It does not
 * check whether templates and texts fit together: `check/load-shared.ts` does. Undefined if the
 * configuration cannot be used, because everything else depends on it.
 */
export async function readPublication(
  roots: Roots,
  report: Report,
  { store, onNewsletter }: ReadingOptions = {},
): Promise<Publication | undefined> {
  const read = await readWithTheme(roots.publication, roots.package, report);
  if (read === undefined) return undefined;
  const { newsletter, themes } = read;
  const layers = layersOf(roots);
  const logo = await findLogo(roots.publication, newsletter, report);
  onNewsletter?.(newsletter, logo);
  const { source, editions, missingTranslation } = newsletter.languages;
  // An incomplete language holds back only its own edition, unless the publication refuses to send without
  // it.
  const isSpared = (locale: string) => locale !== source && missingTranslation !== 'refuse';
  const texts = await readLocales(layers, editions, report, isSpared);
  const unfinished = await findUnfinished(layers, texts, source);
  const templates: Partial<Record<TemplateKind, TemplateSet>> = {};
  const folders = themes.map(({ folder }) => folder);
  const places = templateLayersOf(roots, folders);
  for (const kind of templateKinds) templates[kind] = await readTemplates(places, kind, report, store);
  const accepted = await readAccepted(places, report);
  return {
    newsletter,
    texts,
    unfinished,
    templates: templates as Publication['templates'],
    accepted,
    rules: [],
    helpers: [],
    logo,
  };
}
