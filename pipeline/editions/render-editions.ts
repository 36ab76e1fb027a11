import type { Framing } from '../content/framing.ts';
import type { Article, Issue } from '../content/issue.ts';
import { storyShape } from '../content/issue-schema.ts';
import { picturesIn, picturesOf, shownPicture } from '../content/pictures.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Report } from '../foundation/problems/report.ts';
import { createTranslator } from '../publication/locales/create-translator.ts';
import type { Publication } from '../publication/publication.ts';
import { compileTemplates, type Rendered } from '../publication/templates/compile-templates.ts';
import { type Addresses, createAddresses } from './addresses.ts';
import { type PictureCache, uncached } from './convert-picture.ts';
import { createEdition } from './create-edition.ts';
import type { Edition } from './edition.ts';
import type { EditionInput } from './edition-input.ts';
import { footnotesOf } from './footnotes.ts';
import { createMailView } from './mail-view.ts';
import { splitMergeText } from './merge-marks.ts';
import type { FormStore } from './mjml/form-store.ts';
import { createMjmlRenderer } from './mjml/render-mjml.ts';
import { openShippedForms } from './mjml/shipped-forms.ts';
import { otherReaders } from './other-readers.ts';
import { type Picture, type PictureFile, preparePictures } from './pictures.ts';
import { createLinkList, createTextTools, tidyText } from './plain-text.ts';
import { prepareLogo } from './prepare-logo.ts';
import { rankStories } from './ranked-stories.ts';
import { htmlHelpers, ownHelpers, textHelpers } from './template-helpers.ts';
import { createTextView } from './text-view.ts';
import { createThemeView } from './theme-view.ts';
import { createTypesetter } from './typography/typesetter.ts';
import { createWords } from './words.ts';

/** An issue with its rendered editions, and the pictures in them. */
export interface RenderedIssue {
  readonly issue: NonNullable<ReadIssue['issue']>;
  readonly editions: readonly RenderedEdition[];
  /**
   * The source edition with a notice, for the readers of each language in which the issue does not appear.
   * Empty unless the publication sends them the source edition.
   */
  readonly substitutes: readonly Edition[];
  /** All picture files that the mails contain. The site must have them when a mail is sent. */
  readonly pictures: readonly PictureFile[];
  /** All pictures including the logo, by their keys (`pictureKey`). */
  readonly assets: ReadonlyMap<string, Picture>;
}

export interface RenderedEdition {
  readonly edition: Edition;
  readonly status: Article['status'];
  readonly article: Article;
}

/** The stores that a renderer uses. */
export interface RenderOptions {
  /** Stores converted pictures. */
  readonly cache?: PictureCache;
  /** Keeps the compiled forms of MJML. */
  readonly forms?: FormStore;
}

/** Renders issues one by one. Prepares the parts that they share only once. */
export interface EditionsRenderer {
  readonly logo: Picture | undefined;
  /**
   * Renders the editions of an issue; undefined if the issue could not be read. An edition that fails is
   * reported and left out. `locales` are the editions to render, by default all. With `onlyHtml`, their plain text is
   * empty.
   */
  render(
    issue: ReadIssue,
    report: Report,
    locales?: readonly string[],
    onlyHtml?: boolean,
  ): Promise<RenderedIssue | undefined>;
}

/** Renders issues in all their languages. An edition that fails is reported and left out. */
export async function renderEditions(
  publication: Publication,
  files: Files,
  issues: readonly ReadIssue[],
  report: Report,
  options: RenderOptions = {},
): Promise<RenderedIssue[]> {
  const renderer = await createEditionsRenderer(publication, files, report, options);
  const rendered: RenderedIssue[] = [];
  for (const read of issues) {
    const issue = await renderer.render(read, report);
    if (issue) rendered.push(issue);
  }
  return rendered;
}

/** Problems of the logo are added to this report. */
export async function createEditionsRenderer(
  publication: Publication,
  files: Files,
  report: Report,
  { cache = uncached, forms }: RenderOptions = {},
): Promise<EditionsRenderer> {
  const { newsletter } = publication;
  const addresses = createAddresses(newsletter.url);
  const languages = new Map<string, Language>();
  const ground = newsletter.theme.light.surface;
  const { pictures: logos, problems } = await prepareLogo(files, newsletter, publication.logo, { cache });
  report.include(problems);
  const [logo] = logos.values();
  const shipped = openShippedForms(createThemeView(newsletter.theme));
  const renderHtml = createHtmlRenderer(createMjmlRenderer({ shipped, store: forms }));
  return {
    logo,
    async render({ issue: written, assets }, issueReport, locales, onlyHtml) {
      const { width, height, lead } = newsletter.theme.thumbnails;
      const thumbnails = { width, height, of: croppedPictures(written, lead) };
      const framings = framingsIn(written);
      const options = { cache, thumbnails, ground, framings };
      const pictures = await preparePictures(files, assets, issueReport, options);
      if (written === undefined) return undefined;
      // A language with unfinished interface texts has no edition, and the other editions do not link to one.
      const articles = [...written.articles].filter(([locale]) => !publication.unfinished.has(locale));
      const issue = { ...written, articles: new Map(articles) };
      const editions: RenderedEdition[] = [];
      const substitutes: Edition[] = [];
      for (const article of issue.articles.values()) {
        // The picture has been reported. Without it, the edition would not be as its author wrote it.
        if (!picturesOf(article, issue.slug).every(({ key }) => pictures.has(key))) continue;
        const { locale } = article;
        if (locales?.includes(locale) === false) continue;
        const language = languages.get(locale) ?? prepareLanguage(publication, locale);
        languages.set(locale, language);
        const { words } = language;
        const input = { newsletter, addresses, issue, article, pictures, logo, words };
        const rendered = await renderEdition(input, language, renderHtml, issueReport, onlyHtml);
        if (rendered === undefined) continue;
        editions.push(rendered);
        if (locale !== issue.source || locales !== undefined || article.status !== 'ready') continue;
        for (const readers of otherReaders(publication, issue)) {
          const substitute = await renderEdition({ ...input, readers }, language, renderHtml, issueReport);
          if (substitute) substitutes.push(substitute.edition);
        }
      }
      const shown = new Map([...pictures, ...logos]);
      const all = [...shown.values()].flatMap((each) =>
        [each, each.small, each.thumbnail].filter((file) => file !== undefined),
      );
      const byPath = new Map(all.map((picture) => [picture.path, picture]));
      const shownIn = shownPictures(editions, addresses, byPath);
      return { issue, editions, substitutes, pictures: shownIn, assets: shown };
    },
  };
}

/**
 * The pictures that the mails contain: only in the sizes that templates use, and the logo only if the
 * masthead shows it.
 */
function shownPictures(
  editions: readonly RenderedEdition[],
  addresses: Addresses,
  pictures: ReadonlyMap<string, PictureFile>,
): PictureFile[] {
  if (pictures.size === 0) return [];
  const html = editions.map(({ edition }) => JSON.stringify(edition.html)).join('\n');
  return [...pictures.values()].filter(({ path }) => html.includes(addresses.file(path)));
}

type Language = ReturnType<typeof prepareLanguage>;

/** The texts, typography and compiled templates that all editions of a language share. */
function prepareLanguage(publication: Publication, locale: string) {
  const { newsletter, texts, templates } = publication;
  const own = (raw: boolean) => ownHelpers(publication, locale, { raw });
  const t = createTranslator(locale, texts.get(locale) ?? new Map());
  return {
    t,
    words: createWords(createTypesetter(locale, newsletter.languages.typography[locale])),
    renderMail: compileTemplates(templates.email, 'edition', htmlHelpers(t, own(false)), { raw: false }),
    renderText: compileTemplates(templates.text, 'edition', textHelpers(t, own(true)), { raw: true }),
  };
}

type HtmlRenderer = (rendered: Rendered, report: Report) => Promise<string | undefined>;

/** How the editions of an issue cut each of its pictures, without repetitions. */
function framingsIn(issue: Issue | undefined): ReadonlyMap<string, readonly Framing[]> {
  const articles = [...(issue?.articles.values() ?? [])];
  const shown = articles.flatMap((article) => picturesOf(article, issue?.slug ?? ''));
  const each = new Map(shown.map((picture) => [picture.key, picture])).values().toArray();
  const byAsset = Map.groupBy(each, ({ asset }) => asset);
  return new Map([...byAsset].map(([asset, all]) => [asset, all.map(({ framing }) => framing)]));
}

/** The keys of the pictures of the stories that at least one edition shows cut to a small shape. */
function croppedPictures(issue: Issue | undefined, withLead: boolean): ReadonlySet<string> {
  const articles = [...(issue?.articles.values() ?? [])];
  const cropped = articles.flatMap((article) => rankStories(article).slice(withLead ? 0 : 1));
  const named = cropped.flatMap(({ story }) => picturesIn(storyShape, story));
  return new Set(named.map((each) => shownPicture(each, issue?.slug ?? '').key));
}

/**
 * Renders MJML to HTML. A mistake in a template occurs in every edition, but each report lists it only once.
 */
function createHtmlRenderer(renderMjml: ReturnType<typeof createMjmlRenderer>): HtmlRenderer {
  const reported = new WeakMap<Report, Set<string>>();
  return async (rendered, report) => {
    const result = await renderMjml(rendered);
    if ('html' in result) return result.html;
    const identities = reported.get(report) ?? new Set();
    reported.set(report, identities);
    for (const { code, data, place, cause } of result.refusals) {
      const identity = JSON.stringify([code, data, place?.source.file, place?.start]);
      if (!identities.has(identity)) report.add(code, data, place, { cause });
      identities.add(identity);
    }
    return undefined;
  };
}

async function renderEdition(
  input: EditionInput,
  { t, words, renderMail, renderText }: Language,
  renderHtml: HtmlRenderer,
  report: Report,
  onlyHtml = false,
): Promise<RenderedEdition | undefined> {
  const { article } = input;
  const mail = await renderHtml(renderMail(createMailView(input)), report);
  if (mail === undefined) return undefined;
  const links = createLinkList();
  const tools = createTextTools(words, links, t, footnotesOf(article));
  const text = onlyHtml ? '' : renderText(createTextView(input, tools, links)).text;
  const edition = createEdition(input, splitMergeText(mail), splitMergeText(tidyText(text)));
  return { edition, status: article.status, article };
}
