import type { Issue } from '../content/issue.ts';
import type { EditionInput } from '../editions/edition-input.ts';
import { textToHtml } from '../editions/html.ts';
import type { RenderedEdition } from '../editions/render-editions.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { composeArchivedMessage } from './archived-message.ts';
import { createArticleView } from './article-view.ts';
import { cardSize } from './card.ts';
import type { EditionCard } from './edition-card.ts';
import type { EditionEntry } from './issue-entry.ts';
import { articleData } from './json-ld.ts';
import { pageAt } from './page-place.ts';
import { createPageView } from './page-view.ts';
import { sitePaths } from './site-paths.ts';
import type { WebPicture } from './web-pictures.ts';

/**
 * The pages of an edition: the article, the mail as HTML and as a message, and the card. `locales` are the
 * languages in which the issue is published.
 */
export async function pagesOf(
  language: ArchiveLanguage,
  input: EditionInput,
  { edition, article }: RenderedEdition,
  entry: EditionEntry,
  prepared: ReadonlyMap<string, WebPicture>,
  locales: readonly string[],
  card: EditionCard,
): Promise<ArchiveFile[]> {
  const { locale } = entry;
  const { issue } = input;
  const folder = sitePaths.article(locale, issue.slug);
  const place = pageAt(folder);
  const pathIn = (other: string) => sitePaths.article(other, issue.slug);
  const fallback = locales.includes(issue.source) ? issue.source : locale;
  const pictures = [card.path, ...(entry.picture ? [entry.picture.path] : [])];
  const head = {
    title: `${entry.title} | ${language.name}`,
    description: entry.description,
    isHidden: entry.isWithdrawn,
    article: {
      published: entry.date,
      modified: entry.changed,
      topics: entry.topics.map(({ name }) => name),
    },
    card: { ...cardSize, path: card.path, alt: card.alt },
    alternates: new Map([
      ...locales.map((each): [string, string] => [each, pathIn(each)]),
      ['x-default', pathIn(fallback)],
    ]),
    ...(entry.isWithdrawn ? {} : { data: articleData(language, input, entry, pictures) }),
  };
  const elsewhere = new Map(locales.filter((each) => each !== locale).map((each) => [each, pathIn(each)]));
  const view = createPageView(language, place, head, elsewhere, {
    article: createArticleView(input, entry, prepared, place),
  });
  const page = { path: `${folder}index.html`, content: language.renderPage(view) };
  if (article.withdrawn) return [page, await card.make()];
  const message = composeArchivedMessage(edition, momentOf(issue));
  return [
    page,
    { path: `${folder}email.html`, content: mailPage(message.html, edition.webUrl) },
    { path: `${folder}email.eml`, content: message.raw },
    await card.make(),
  ];
}

/** The HTML of the mail, with two lines that send search engines to the article's page. */
function mailPage(html: string, url: string): string {
  const address = textToHtml(url);
  return html.replace(
    '</head>',
    `<link rel="canonical" href="${address}"><meta name="robots" content="noindex"></head>`,
  );
}

/** The moment at which the issue was sent, according to its files. */
function momentOf({ moment, date }: Issue): Date {
  return new Date(moment ?? `${date}T00:00:00Z`);
}
