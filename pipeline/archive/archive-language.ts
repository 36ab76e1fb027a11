import { type Addresses, createAddresses } from '../editions/addresses.ts';
import type { PictureFile } from '../editions/pictures.ts';
import { htmlHelpers, ownHelpers } from '../editions/template-helpers.ts';
import { createTypesetter } from '../editions/typography/typesetter.ts';
import { createWords, type Words } from '../editions/words.ts';
import { createTranslator, type Translator } from '../publication/locales/create-translator.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { Publication } from '../publication/publication.ts';
import { compileTemplates } from '../publication/templates/compile-templates.ts';

/** The parts that all pages of a language share. */
export interface ArchiveLanguage {
  readonly locale: string;
  readonly publication: Publication;
  readonly addresses: Addresses;
  readonly words: Words;
  readonly t: Translator;
  /** The publication's name and description, typeset but as plain text. */
  readonly name: string;
  readonly description: string;
  readonly logo: PictureFile | undefined;
  /** Renders a whole page. */
  renderPage(view: object): string;
  /** Renders only the blocks and stories of an article. */
  renderContent(view: object): string;
}

function prepareLanguage(
  publication: Publication,
  locale: string,
  logo: PictureFile | undefined,
): ArchiveLanguage {
  const { newsletter, texts, templates } = publication;
  const t = createTranslator(locale, texts.get(locale) ?? new Map());
  const words = createWords(createTypesetter(locale, newsletter.languages.typography[locale]));
  const compile = (entry: string) =>
    compileTemplates(
      templates.archive,
      entry,
      htmlHelpers(t, ownHelpers(publication, locale, { raw: false })),
      { raw: false },
    );
  const [page, content] = [compile('page'), compile('content')];
  return {
    locale,
    publication,
    addresses: createAddresses(newsletter.url),
    words,
    t,
    name: words.plain(localisedText(newsletter.name, locale)),
    description: words.plain(localisedText(newsletter.description, locale)),
    logo,
    renderPage: (view) => tidyHtml(page(view).text),
    renderContent: (view) => tidyHtml(content(view).text).trim(),
  };
}

/** Prepares each language when it is first used. */
export function createLanguages(
  publication: Publication,
  logo: PictureFile | undefined,
): (locale: string) => ArchiveLanguage {
  const languages = new Map<string, ArchiveLanguage>();
  return (locale) => {
    const language = languages.get(locale) ?? prepareLanguage(publication, locale, logo);
    languages.set(locale, language);
    return language;
  };
}

/** Removes the blank lines that template tags leave. */
function tidyHtml(text: string): string {
  return text.replace(/^[ \t]*\n/gm, '');
}
