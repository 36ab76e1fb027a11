import { archiveRules } from '../archive/archive-rules.ts';
import type { Newsletter } from '../config/newsletter-schema.ts';
import { readNewsletter } from '../config/read-newsletter.ts';
import { emailRules, textRules } from '../editions/edition-rules.ts';
import type { Files } from '../files/files.ts';
import { checkLocales } from '../locales/check-locales.ts';
import { type LocaleTexts, readLocales } from '../locales/read-locales.ts';
import type { Place } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import { noticeRules, noticeTextRules, pageRules } from '../server/page-shape.ts';
import { lintTemplates } from '../templates/lint-templates.ts';
import { readTemplates, type TemplateSet } from '../templates/read-templates.ts';
import { findLogo } from './find-logo.ts';

/** The kinds of templates, each a folder under `templates/`. */
const rules = {
  email: emailRules,
  text: textRules,
  archive: archiveRules,
  pages: pageRules,
  notice: noticeRules,
  'notice-text': noticeTextRules,
};

/** Where a publication is read from. */
export interface Roots {
  /** What comes with Courant: default templates and interface texts. */
  readonly package: Files;
  /** The publication's own: newsletter.yaml, content, and what it overrides. */
  readonly publication: Files;
}

/** Everything that editions are rendered with, read and checked. */
export interface Publication {
  readonly newsletter: Newsletter;
  readonly texts: ReadonlyMap<string, LocaleTexts>;
  readonly templates: Readonly<Record<keyof typeof rules, TemplateSet>>;
  /** The logo's path, and the place that names it; empty when there is none. */
  readonly logo: ReadonlyMap<string, Place>;
}

/**
 * Reads the configuration, the interface texts and the templates, and reports what is wrong with them.
 * Undefined when the configuration cannot be used: nothing else can then be read.
 */
export async function loadPublication(roots: Roots, report: Report): Promise<Publication | undefined> {
  const newsletter = await readNewsletter(roots.publication, report);
  if (newsletter === undefined) return undefined;
  const logo = await findLogo(roots.publication, newsletter, report);
  const layers = layersOf(roots);
  const before = report.errors;
  const texts = await readLocales(layers, newsletter.languages.editions, report);
  const templates = {
    email: await readTemplates(layers, 'email', report),
    text: await readTemplates(layers, 'text', report),
    archive: await readTemplates(layers, 'archive', report),
    pages: await readTemplates(layers, 'pages', report),
    notice: await readTemplates(layers, 'notice', report),
    'notice-text': await readTemplates(layers, 'notice-text', report),
  };
  const isSound = report.errors === before;
  const kinds = Object.keys(rules) as (keyof typeof rules)[];
  const uses = kinds.flatMap((kind) => lintTemplates(templates[kind], rules[kind], report));
  checkLocales(texts, uses, isSound, report);
  return { newsletter, texts, templates, logo };
}

/** What is read of both roots, in order: a publication's own file takes the place of the package's. */
export function layersOf(roots: Roots): Files[] {
  return roots.package === roots.publication ? [roots.package] : [roots.package, roots.publication];
}
