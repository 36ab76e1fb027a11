import { createHash } from 'node:crypto';
import { localisedText } from '../config/localised.ts';
import type { Article } from '../content/issue.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { Files } from '../files/files.ts';
import { createTranslator, type Translator } from '../locales/create-translator.ts';
import { direction } from '../locales/direction.ts';
import { createSource } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import type { Publication } from '../publication/load-publication.ts';
import { compileTemplates, type Rendered } from '../templates/compile-templates.ts';
import { type Addresses, createAddresses } from './addresses.ts';
import type { Edition } from './edition.ts';
import { createMailView, type EditionInput } from './mail-view.ts';
import { hasMergeMark, splitMergeText } from './merge-marks.ts';
import { fillMergeText } from './merge-text.ts';
import { type Picture, preparePictures } from './pictures.ts';
import { createLinkList, createTextTools } from './plain-text.ts';
import { renderMjml } from './render-mjml.ts';
import { sampleValues } from './sample-values.ts';
import { htmlHelpers, textHelpers } from './template-helpers.ts';
import { createTextView } from './text-view.ts';
import { createTypesetter } from './typesetter.ts';
import { createWords, type Words } from './words.ts';

/** An issue with its editions rendered, and the pictures that they show. */
export interface RenderedIssue {
  readonly issue: NonNullable<ReadIssue['issue']>;
  readonly editions: readonly RenderedEdition[];
  readonly pictures: readonly Picture[];
}

export interface RenderedEdition {
  readonly edition: Edition;
  readonly status: Article['status'];
  readonly article: Article;
  /** The web version: the edition's HTML without its personal parts. */
  readonly page: string;
}

/** Gmail shows the first 102 KB of a message's HTML and hides the rest behind a link. */
const clippedAt = 102_000;

/** Renders issues in every language that they exist in. What goes wrong is reported, and left out. */
export async function renderEditions(
  publication: Publication,
  files: Files,
  issues: readonly ReadIssue[],
  report: Report,
): Promise<RenderedIssue[]> {
  const press = createPress(publication);
  const rendered: RenderedIssue[] = [];
  for (const { slug, issue, assets } of issues) {
    const pictures = await preparePictures(files, slug, assets, report);
    if (issue === undefined) continue;
    const editions: RenderedEdition[] = [];
    for (const article of issue.articles.values()) {
      const edition = await press.render({ issue, article, pictures }, report);
      if (edition) editions.push(edition);
    }
    rendered.push({
      issue,
      editions,
      pictures: [...new Map([...pictures.values()].map((each) => [each.path, each])).values()],
    });
  }
  return rendered;
}

interface Language {
  readonly words: Words;
  readonly renderMail: (view: object) => Rendered;
  readonly renderText: (view: object) => Rendered;
  readonly t: Translator;
}

/** What renders the editions of a publication: templates are compiled once a language, when first used. */
function createPress({ newsletter, texts, templates }: Publication) {
  const addresses = createAddresses(newsletter.url);
  const languages = new Map<string, Language>();

  const prepare = (locale: string): Language => {
    const t = createTranslator(locale, texts.get(locale) ?? new Map());
    const language = {
      t,
      words: createWords(createTypesetter(newsletter.languages.typography[locale])),
      renderMail: compileTemplates(templates.email, 'edition', htmlHelpers(t), { raw: false }),
      renderText: compileTemplates(templates.text, 'edition', textHelpers(t), { raw: true }),
    };
    languages.set(locale, language);
    return language;
  };

  return {
    async render(
      { issue, article, pictures }: Pick<EditionInput, 'issue' | 'article' | 'pictures'>,
      report: Report,
    ): Promise<RenderedEdition | undefined> {
      const { locale } = article;
      const { words, renderMail, renderText, t } = languages.get(locale) ?? prepare(locale);
      const input = { newsletter, addresses, issue, article, pictures, words };
      const mail = await renderMjml(renderMail(createMailView(input, 'mail')), report);
      const page = await renderMjml(renderMail(createMailView(input, 'web')), report);
      if (mail === undefined || page === undefined) return undefined;
      const links = createLinkList();
      const view = createTextView(input, createTextTools(words, links, t), links);
      const text = tidyText(renderText(view).text);
      const edition = createEdition(input, mail, text, addresses);
      reportClipping(edition, article.file, report);
      return { edition, status: article.status, article, page };
    },
  };
}

function createEdition(input: EditionInput, mail: string, text: string, addresses: Addresses): Edition {
  const { newsletter, issue, article, words } = input;
  const { locale } = article;
  const { sender } = newsletter;
  const name = words.plain(localisedText(newsletter.name, locale));
  const host = new URL(newsletter.url).hostname;
  const edition = {
    issue: issue.slug,
    locale,
    direction: direction(locale),
    subject: words.plain(article.subject ?? article.headline),
    preheader: words.plain(article.preheader ?? ''),
    headline: words.plain(article.headline),
    html: splitMergeText(mail),
    text: splitMergeText(text),
    from: {
      name: sender.name ? words.plain(localisedText(sender.name, locale)) : name,
      address: sender.address,
    },
    replyTo: sender.replyTo && localisedText(sender.replyTo, locale),
    list: { name, id: `${locale.toLowerCase()}.${host}` },
    webUrl: addresses.edition(locale, issue.slug),
    archiveUrl: addresses.index(locale),
    helpUrl: sender.help ? localisedText(sender.help, locale) : addresses.index(locale),
  };
  const outside = [edition.subject, edition.preheader, edition.headline].some(hasMergeMark);
  if (outside) throw new Error('A merge field stands where it cannot be filled in.');
  return { ...edition, hash: createHash('sha256').update(JSON.stringify(edition)).digest('hex') };
}

/** Template tags leave blank lines behind: never more than one, and none at the ends. */
function tidyText(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function reportClipping(edition: Edition, file: string, report: Report): void {
  const html = fillMergeText(edition.html, sampleValues(edition), (value) => value);
  const bytes = Buffer.byteLength(html);
  if (bytes <= clippedAt) return;
  report.add(
    'edition-clipped',
    { bytes, limit: clippedAt },
    { source: createSource(file, ''), start: 0, end: 0 },
  );
}
