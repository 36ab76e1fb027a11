import { html, textToHtml } from '../editions/html.ts';
import { createThemeView, themeShape } from '../editions/theme-view.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { direction, isUpright, nativeName } from '../publication/locales/direction.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import { signUpUrl } from '../publication/newsletter/sign-up-url.ts';
import { fields, list, type ViewShape } from '../publication/templates/view-shape.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { articleShape } from './article-view.ts';
import { listingShape, searchShape } from './listing-views.ts';
import type { PagePlace } from './page-place.ts';
import { sitePaths } from './site-paths.ts';

/**
 * The names that the templates of a page can use: the frame that all pages share, and one part with the
 * content.
 */
export const pageViewShape: ViewShape = fields(['locale', 'direction', 'isUpright', 'isFront'], {
  theme: themeShape,
  publication: fields(['name', 'description', 'path', 'postal', 'help'], {
    logo: fields(['path', 'width', 'height']),
  }),
  head: fields(
    ['title', 'description', 'url', 'isArticle', 'isHidden', 'published', 'modified', 'territory', 'data'],
    {
      card: fields(['url', 'width', 'height', 'alt']),
      alternates: list(fields(['locale', 'url'])),
      topics: list('value'),
      site: fields(['atom', 'json', 'manifest', 'icon']),
    },
  ),
  languages: list(fields(['locale', 'direction', 'name', 'path'])),
  links: fields(['search', 'feed']),
  subscribe: fields(['action']),
  article: articleShape,
  listing: listingShape,
  search: searchShape,
  missing: list(fields(['locale', 'direction', 'text', 'path', 'label'])),
});

/** The data for the head of a page. Texts are plain. */
export interface PageHead {
  readonly title: string;
  readonly description: string;
  /** Whether search engines should leave it out. */
  readonly isHidden?: boolean;
  readonly article?: {
    readonly published: string;
    readonly modified: string;
    readonly topics: readonly string[];
  };
  readonly card?: {
    readonly path: string;
    readonly width: number;
    readonly height: number;
    readonly alt: string;
  };
  /**
   * The addresses of this page in other languages, by locale. `x-default` is for readers of any other
   * language.
   */
  readonly alternates?: ReadonlyMap<string, string>;
  /** Data for JSON-LD. */
  readonly data?: object;
}

/** The content of a page: the view for one of the parts in the templates. */
export type PagePart =
  | { readonly article: object }
  | { readonly listing: object; readonly isFront?: boolean }
  | { readonly search: object }
  | { readonly missing: readonly object[] };

/** The view of a page. `elsewhere` has the path of this page in each other language. */
export function createPageView(
  language: ArchiveLanguage,
  place: PagePlace,
  head: PageHead,
  elsewhere: ReadonlyMap<string, string>,
  part: PagePart,
) {
  const { locale, publication } = language;
  const { newsletter } = publication;
  const action = signUpUrl(newsletter, locale);
  const index = sitePaths.index(locale);
  return {
    locale,
    direction: direction(locale),
    isUpright: isUpright(locale),
    theme: createThemeView(newsletter.theme),
    publication: publicationView(language, place),
    head: headView(language, place, head),
    languages: [...elsewhere].map(([other, path]) => ({
      locale: other,
      direction: direction(other),
      name: textToHtml(nativeName(other)),
      path: place.link(path),
    })),
    links: { search: place.link(sitePaths.search(locale)), feed: place.link(`${index}feed.xml`) },
    subscribe: action && { action: textToHtml(action) },
    isFront: false,
    article: undefined,
    listing: undefined,
    search: undefined,
    missing: [],
    ...part,
  };
}

function publicationView(language: ArchiveLanguage, place: PagePlace) {
  const { locale, publication, words, name, description, logo } = language;
  const { sender } = publication.newsletter;
  return {
    name: textToHtml(name),
    description: textToHtml(description),
    path: place.link(sitePaths.index(locale)),
    postal: textToHtml(words.plain(localisedText(sender.postal, locale))),
    help: sender.help && textToHtml(normaliseLink(localisedText(sender.help, locale))),
    logo: logo && { path: place.link(logo.path), width: logo.width, height: logo.height },
  };
}

function headView({ locale, addresses }: ArchiveLanguage, place: PagePlace, head: PageHead) {
  const absolute = (path: string) => textToHtml(encodeURI(addresses.file(path)));
  const index = sitePaths.index(locale);
  const { language, region } = new Intl.Locale(locale).maximize();
  const { card, article, data } = head;
  return {
    title: textToHtml(head.title),
    description: textToHtml(head.description),
    url: absolute(place.path),
    isArticle: article !== undefined,
    isHidden: head.isHidden === true,
    published: article?.published,
    modified: article?.modified,
    topics: (article?.topics ?? []).map(textToHtml),
    // Open Graph separates language and territory with an underscore.
    territory: region === undefined ? language : `${language}_${region}`,
    card: card && { ...card, url: absolute(card.path), alt: textToHtml(card.alt) },
    alternates: [...(head.alternates ?? [])].map(([to, path]) => ({ locale: to, url: absolute(path) })),
    // Inside <script>, only the end tag needs escaping.
    data: data && html(JSON.stringify(data).replaceAll('<', '\\u003c')),
    site: {
      atom: place.link(`${index}feed.xml`),
      json: place.link(`${index}feed.json`),
      manifest: place.link(`${index}manifest.webmanifest`),
      icon: place.link('icon.svg'),
    },
  };
}
