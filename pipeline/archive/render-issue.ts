import { picturesOf } from '../content/pictures.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import type { EditionInput } from '../editions/edition-input.ts';
import type { PictureFile } from '../editions/pictures.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { publicFrom } from '../schedule/public-from.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { cardOf, type KeptCards } from './edition-card.ts';
import { createEntry } from './edition-entry.ts';
import { pagesOf } from './edition-pages.ts';
import { type EditionTexts, textsOf } from './edition-texts.ts';
import type { EditionEntry, IssueEntry } from './issue-entry.ts';
import { cropForCard, leadPicture } from './lead-picture.ts';
import { redirectPage } from './redirect-page.ts';
import { sitePaths } from './site-paths.ts';
import { filesOf, prepareWebPicture, type WebPicture } from './web-pictures.ts';

/** Everything that an issue contributes to the site. */
export interface ArchivedIssue {
  readonly entry: IssueEntry;
  /** The files that belong to this issue only. */
  readonly files: readonly ArchiveFile[];
  /** The content for feeds and the terms for the search, by locale. */
  readonly texts: ReadonlyMap<string, EditionTexts>;
}

/**
 * Renders the pages of an issue: for each ready edition an article page, the mail as HTML and as a message, a
 * card and the pictures; and for each former slug, a page that redirects to the current one. Draws only the
 * cards that `keptCards` does not have.
 */
export async function renderIssue(
  languageOf: (locale: string) => ArchiveLanguage,
  { issue, editions, assets }: RenderedIssue,
  cache: PictureCache,
  keptCards: KeptCards = () => undefined,
): Promise<ArchivedIssue> {
  const ready = editions.filter(({ status }) => status === 'ready');
  const files = new Map<string, ArchiveFile>();
  const add = (file: ArchiveFile) => files.set(file.path, file);
  const texts = new Map<string, EditionTexts>();
  const entries: EditionEntry[] = [];
  const prepared = new Map<string, WebPicture>();
  const crops = new Map<string, PictureFile | undefined>();
  const locales = ready.map(({ edition }) => edition.locale);
  for (const rendered of ready) {
    const language = languageOf(rendered.edition.locale);
    const { newsletter } = language.publication;
    const input: EditionInput = {
      newsletter,
      addresses: language.addresses,
      issue,
      article: rendered.article,
      pictures: assets,
      logo: undefined,
      words: language.words,
    };
    const { article } = rendered;
    // A withdrawn edition shows only its notice.
    const shown = new Set(article.withdrawn ? [] : picturesOf(article, issue.slug).map(({ key }) => key));
    await Promise.all(
      [...shown].map(async (key) => {
        const picture = assets.get(key);
        if (picture && !prepared.has(key)) prepared.set(key, await prepareWebPicture(picture, cache));
      }),
    );
    const entry = createEntry(input, rendered, prepared);
    entries.push(entry);
    const lead = article.withdrawn ? undefined : leadPicture(article, issue.slug)?.key;
    const picture = lead === undefined ? undefined : assets.get(lead);
    if (lead !== undefined && picture && !crops.has(lead)) crops.set(lead, await cropForCard(picture, cache));
    const crop = crops.get(lead ?? '');
    const card = cardOf(language, entry, crop, keptCards);
    for (const file of await pagesOf(language, input, rendered, entry, prepared, locales, card)) add(file);
    texts.set(entry.locale, textsOf(language, input, entry, prepared));
    for (const key of shown) {
      const [picture, mail] = [prepared.get(key), assets.get(key)];
      for (const file of picture ? filesOf(picture) : []) add(pictureFile(file));
      if (mail?.small) add(pictureFile(mail.small));
      if (mail?.thumbnail) add(pictureFile(mail.thumbnail));
    }
    // An alias that equals the issue's own name is an error, and a redirect for it would replace the issue's
    // page.
    for (const alias of issue.aliases.filter((each) => each !== issue.slug)) {
      const url = language.addresses.edition(entry.locale, issue.slug);
      add({
        path: `${sitePaths.article(entry.locale, alias)}index.html`,
        content: redirectPage(entry.locale, url, entry.title),
      });
    }
  }
  const { slug, date, source, aliases, sendAt, expires, moment, hold } = issue;
  const from = publicFrom(issue, languageOf(source).publication.newsletter);
  return {
    entry: {
      slug,
      date,
      source,
      aliases,
      ...(sendAt !== undefined && { sendAt }),
      ...(expires !== undefined && { expires }),
      ...(moment !== undefined && { moment }),
      ...(from !== undefined && { publicFrom: from }),
      ...(hold && { hold }),
      editions: entries,
    },
    files: [...files.values()],
    texts,
  };
}

function pictureFile({ path, bytes, madeFrom }: PictureFile): ArchiveFile {
  return { path, content: bytes, madeFrom };
}
