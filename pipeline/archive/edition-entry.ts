import { createHash } from 'node:crypto';
import { plainInline } from '../content/inline.ts';
import { editionFacts } from '../editions/edition-facts.ts';
import type { EditionInput } from '../editions/edition-input.ts';
import { inlineToHtml, textToHtml } from '../editions/html.ts';
import type { RenderedEdition } from '../editions/render-editions.ts';
import { authorOf } from './author-of.ts';
import type { EditionEntry, EntryPicture } from './issue-entry.ts';
import { leadPicture } from './lead-picture.ts';
import { entryPicture } from './picture-view.ts';
import { topicSlug } from './site-paths.ts';
import type { WebPicture } from './web-pictures.ts';

/**
 * The entry of an edition in lists and feeds. The entry of a withdrawn edition says only that it was
 * withdrawn.
 */
export function createEntry(
  input: EditionInput,
  { edition, article }: RenderedEdition,
  prepared: ReadonlyMap<string, WebPicture>,
): EditionEntry {
  const { words } = input;
  const { deck, withdrawn } = article;
  const { kicker } = editionFacts(input);
  const isWithdrawn = withdrawn !== undefined;
  const inlineDeck = deck && !isWithdrawn ? words.inline(deck) : undefined;
  const changes = [article.date, withdrawn?.date, ...article.corrections.map(({ date }) => date)];
  const entry = {
    issue: edition.issue,
    locale: edition.locale,
    date: article.date,
    changed:
      changes
        .filter((date) => date !== undefined)
        .sort()
        .at(-1) ?? article.date,
    kicker: kicker && !isWithdrawn ? textToHtml(kicker).toString() : undefined,
    headline: textToHtml(edition.headline).toString(),
    deck: inlineDeck && inlineToHtml(inlineDeck).toString(),
    author: article.byline && authorOf(words.plain(article.byline), edition.locale),
    title: edition.headline,
    description: isWithdrawn
      ? edition.headline
      : inlineDeck
        ? plainInline(inlineDeck)
        : edition.preheader || edition.headline,
    topics: isWithdrawn
      ? []
      : article.topics.map((name) => ({ name: words.plain(name), slug: topicSlug(words.plain(name)) })),
    isWithdrawn,
    picture: isWithdrawn ? undefined : firstPicture(input, prepared),
    hash: edition.hash,
  };
  return { ...entry, digest: createHash('sha256').update(JSON.stringify(entry)).digest('hex') };
}

function firstPicture(
  input: EditionInput,
  prepared: ReadonlyMap<string, WebPicture>,
): EntryPicture | undefined {
  const first = leadPicture(input.article, input.issue.slug);
  const picture = first && prepared.get(first.key);
  return picture && entryPicture(picture, input.words.plain(first.alt));
}
