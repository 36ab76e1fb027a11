import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { stringify } from 'yaml';
import { loadPublication } from '../../pipeline/content/extensions/load-publication.ts';
import type { Article, Issue } from '../../pipeline/content/issue.ts';
import { listSlugs } from '../../pipeline/content/list-slugs.ts';
import { picturesOf } from '../../pipeline/content/pictures.ts';
import { readIssues } from '../../pipeline/content/read-issues.ts';
import { createAddresses } from '../../pipeline/editions/addresses.ts';
import { anchorIssue, anchorTemplates } from '../../pipeline/editions/anchors.ts';
import type { EditionInput } from '../../pipeline/editions/edition-input.ts';
import { createMailView } from '../../pipeline/editions/mail-view.ts';
import { openFormStore } from '../../pipeline/editions/mjml/form-store.ts';
import { createForms, createMjmlRenderer } from '../../pipeline/editions/mjml/render-mjml.ts';
import {
  joinShipped,
  shapeOf,
  themeMarkOf,
  themeValues,
} from '../../pipeline/editions/mjml/shipped-forms.ts';
import type { Picture } from '../../pipeline/editions/pictures.ts';
import { htmlHelpers } from '../../pipeline/editions/template-helpers.ts';
import { createThemeView } from '../../pipeline/editions/theme-view.ts';
import { createTypesetter } from '../../pipeline/editions/typography/typesetter.ts';
import { createWords } from '../../pipeline/editions/words.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { hasErrors } from '../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { createTranslator } from '../../pipeline/publication/locales/create-translator.ts';
import type { Newsletter } from '../../pipeline/publication/newsletter/newsletter-schema.ts';
import type { Publication } from '../../pipeline/publication/publication.ts';
import { compileTemplates } from '../../pipeline/publication/templates/compile-templates.ts';
import type { TemplateSet } from '../../pipeline/publication/templates/read-templates.ts';
import { specimenIssues } from './specimen.ts';

const home = diskFiles(join(import.meta.dirname, '../..'));

/** One language of each way to write: letters from left to right with italics, and from right to left without. */
const locales = ['en', 'ar'];

/**
 * Compiles the forms of Courant's own themes into a folder, one file for each way in which mails start. Their colours and
 * fonts are marks, so that they fit every publication that changes only these.
 */
export async function compileForms(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const store = openFormStore({
    read: async () => undefined,
    write: async (key, bytes) => writeFileSync(join(folder, key), deflateRawSync(bytes, { level: 9 })),
  });
  for (const theme of readdirSync(join(import.meta.dirname, '../../themes'))) {
    for (const locale of locales) {
      for (const [start, forms] of await formsOf(await openSpecimen(theme, locale), locale)) {
        await store.write(shapeOf(start), joinShipped(withMarks(start), withMarks(forms)));
      }
    }
  }
}

/** Stands for each colour and font while MJML compiles, because marks are not colours. */
const standIns = {
  light: paletteOf('1'),
  dark: paletteOf('2'),
  fonts: { heading: 'Heading-stand-in', text: 'Text-stand-in', label: 'Label-stand-in' },
};

function paletteOf(digit: string) {
  const colour = (number: number) => `#c0de${digit}${number}`;
  return {
    background: colour(1),
    surface: colour(2),
    text: colour(3),
    muted: colour(4),
    line: colour(5),
    accent: colour(6),
    onAccent: colour(7),
  };
}

function withMarks(text: string): string {
  let marked = text;
  for (const [name, value] of themeValues(createThemeView({ ...standIns } as Newsletter['theme']))) {
    marked = marked.replaceAll(value, themeMarkOf(name));
  }
  return marked;
}

interface Specimen {
  readonly publication: Publication;
  /** As they are sent, and as the studio shows them. */
  readonly kinds: readonly { readonly templates: TemplateSet; readonly issues: readonly Issue[] }[];
}

async function openSpecimen(theme: string, locale: string): Promise<Specimen> {
  const files = memoryFiles({
    'newsletter.yaml': stringify({
      name: 'Name',
      description: 'Description',
      place: 'Place',
      url: 'https://example.org',
      sender: { address: 'news@example.org', postal: 'Street 1, Town' },
      languages: { source: locale, editions: [locale] },
      timeZone: 'UTC',
      theme,
    }),
    ...Object.fromEntries(
      specimenIssues.flatMap((issue, index) => [
        [`content/2026-01-01-${index}/${locale}.yaml`, JSON.stringify(issue)],
        ...['a', 'b'].map((name) => [`content/2026-01-01-${index}/${name}.png`, pixel]),
      ]),
    ),
  });
  const report = new Report();
  const publication = await loadPublication({ package: home, publication: files }, report);
  if (publication === undefined) throw new Error(JSON.stringify(report.problems));
  const read = await readIssues(files, publication.newsletter, await listSlugs(files), report);
  if (hasErrors(report.problems)) throw new Error(JSON.stringify(report.problems, undefined, 2));
  const newsletter = { ...publication.newsletter, theme: { ...publication.newsletter.theme, ...standIns } };
  const { email } = publication.templates;
  return {
    publication: { ...publication, newsletter },
    kinds: [
      { templates: email, issues: read.flatMap(({ issue }) => issue ?? []) },
      {
        templates: anchorTemplates(email),
        issues: read.flatMap(({ issue, documents }) => (issue ? anchorIssue(issue, documents) : [])),
      },
    ],
  };
}

/** A PNG file of one pixel. It is not drawn. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The compiled forms of a specimen, by the start of its mails. */
async function formsOf({ publication, kinds }: Specimen, locale: string): Promise<Map<string, string>> {
  const compiled = new Map<string, string>();
  const store = {
    read: async () => undefined,
    write: async (start: string, forms: string) => void compiled.set(start, forms),
  };
  const render = createMjmlRenderer({ store }, createForms());
  const { newsletter, texts } = publication;
  const words = createWords(createTypesetter(locale, undefined));
  const t = createTranslator(locale, texts.get(locale) ?? new Map());
  for (const { templates, issues } of kinds) {
    const renderMail = compileTemplates(templates, 'edition', htmlHelpers(t), { raw: false });
    for (const [index, masthead] of mastheads.entries()) {
      // The body does not depend on the masthead, except that the length of the name changes the head.
      const isNew = mastheads.findIndex(({ name }) => name === masthead.name) === index;
      for (const issue of isNew ? issues : issues.slice(1, 2)) {
        const input = createInput(issue, newsletter, masthead);
        const result = await render(renderMail(createMailView({ ...input, words })));
        if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
      }
    }
  }
  return compiled;
}

type Masthead = Pick<EditionInput, 'logo' | 'readers'> & {
  readonly name: string;
  readonly help?: string;
  readonly translations: readonly string[];
};

const logo = picture(true);

/** The choices that templates make for a publication, each for a name with short words and one with long words. */
const mastheads = ['Name', 'Extraordinarily'].flatMap((name): Masthead[] => [
  { name, logo: undefined, translations: [] },
  {
    name,
    logo,
    translations: ['nl'],
    help: 'https://example.org/help',
    readers: { locale: 'nl', notice: 'a' },
  },
  { name, logo: picture(false), translations: ['he'], readers: { locale: 'he', notice: 'a' } },
  { name, logo, translations: ['nl', 'he'] },
]);

function createInput(issue: Issue, newsletter: Newsletter, masthead: Masthead): Omit<EditionInput, 'words'> {
  const [article] = issue.articles.values();
  if (article === undefined) throw new Error('The specimen has no article.');
  const { name, help, translations, ...rest } = masthead;
  const others = translations.map((locale): [string, Article] => [locale, { ...article, locale }]);
  const pictures = picturesOf(article, issue.slug).map(
    ({ key, asset }) => [key, picture(asset.includes('a.png'))] as const,
  );
  return {
    ...rest,
    newsletter: { ...newsletter, name, sender: { ...newsletter.sender, ...(help && { help }) } },
    addresses: createAddresses(newsletter.url),
    issue: { ...issue, articles: new Map([...issue.articles, ...others]) },
    article,
    pictures: new Map(pictures),
  };
}

/** A picture with its sizes and without its bytes. */
function picture(hasSmall: boolean): Picture {
  const file = { path: 'a.png', bytes: pixel, madeFrom: '', width: 1200, height: 600 };
  const framing = {};
  return {
    ...file,
    small: hasSmall ? file : undefined,
    thumbnail: file,
    asset: 'a.png',
    original: pixel,
    framing,
    ground: undefined,
  };
}
