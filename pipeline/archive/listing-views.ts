import { html, textToHtml } from '../editions/html.ts';
import { fields, list, type ViewShape } from '../publication/templates/view-shape.ts';
import type { EditionEntry } from './issue-entry.ts';
import type { PagePlace } from './page-place.ts';
import { webPictureShape, webPictureView } from './picture-view.ts';
import { sitePaths } from './site-paths.ts';

const link = fields(['name', 'path', 'count']);

/** The names for pages that list editions: a front page, a year or a topic. */
export const listingShape: ViewShape = fields(['year', 'topic'], {
  issues: list(
    fields(['kicker', 'headline', 'deck', 'date', 'path', 'isWithdrawn', 'alt'], {
      picture: webPictureShape,
    }),
  ),
  topics: list(link),
  years: list(link),
});

export const searchShape: ViewShape = fields(['library', 'script', 'files'], {
  years: list(fields(['name', 'path'])),
});

/** A link in a listing to a topic or a year, with the number of its editions. */
export interface ListingLink {
  readonly name: string;
  readonly path: string;
  readonly count: number;
}

interface Listing {
  readonly entries: readonly EditionEntry[];
  readonly year?: string;
  readonly topic?: string;
  readonly topics?: readonly ListingLink[];
  readonly years?: readonly ListingLink[];
}

/** The view of a page that lists editions. On the front page, only the first edition has its picture. */
export function createListingView(
  { entries, year, topic, topics = [], years = [] }: Listing,
  place: PagePlace,
  withPicture: boolean,
) {
  const links = (all: readonly ListingLink[]) =>
    all.map(({ name, path, count }) => ({ name: textToHtml(name), path: place.link(path), count }));
  return {
    year,
    topic: topic && textToHtml(topic),
    issues: entries.map((entry, index) => ({
      kicker: entry.kicker && html(entry.kicker),
      headline: html(entry.headline),
      deck: entry.deck && html(entry.deck),
      date: entry.date,
      path: place.link(sitePaths.article(entry.locale, entry.issue)),
      isWithdrawn: entry.isWithdrawn,
      alt: entry.picture && textToHtml(entry.picture.alt),
      picture: withPicture && index === 0 && entry.picture ? webPictureView(entry.picture, place) : undefined,
    })),
    topics: links(topics),
    years: links(years),
  };
}
