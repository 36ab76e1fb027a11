import { Feed } from 'feed';
import { localisedText } from '../config/localised.ts';
import type { Newsletter } from '../config/newsletter-schema.ts';
import { parseInline, plainInline } from '../content/inline.ts';
import type { Addresses } from '../editions/addresses.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';

/** A language's feeds: Atom (RFC 4287) and JSON Feed 1.0, the latest issue first. */
export function buildFeeds(
  newsletter: Newsletter,
  locale: string,
  issues: readonly RenderedIssue[],
  addresses: Addresses,
): { atom: string; json: string } {
  const editions = issues
    .flatMap((issue) => issue.editions)
    .filter(({ edition, article }) => edition.locale === locale && article.withdrawn === undefined)
    .sort((a, b) => (a.article.date < b.article.date ? 1 : -1));
  const home = addresses.index(locale);
  const feed = new Feed({
    id: home,
    link: home,
    title: localisedText(newsletter.name, locale),
    description: localisedText(newsletter.description, locale),
    language: locale,
    // The latest day that anything changed, so that the same content gives the same bytes on every day.
    updated: day(
      editions
        .map(({ article }) => lastChange(article))
        .sort()
        .at(-1) ?? '1970-01-01',
    ),
    feedLinks: { atom: `${home}feed.xml`, json: `${home}feed.json` },
    generator: 'Courant',
    copyright: localisedText(newsletter.name, locale),
  });
  for (const { edition, article } of editions) {
    feed.addItem({
      id: edition.webUrl,
      link: edition.webUrl,
      title: edition.headline,
      description: article.deck === undefined ? edition.preheader : plainInline(parseInline(article.deck)),
      date: day(lastChange(article)),
      published: day(article.date),
    });
  }
  return { atom: feed.atom1(), json: feed.json1() };
}

function lastChange(article: { date: string; corrections: readonly { date: string }[] }): string {
  return [article.date, ...article.corrections.map(({ date }) => date)].sort().at(-1) ?? article.date;
}

function day(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}
