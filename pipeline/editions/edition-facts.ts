import { localisedText } from '../publication/newsletter/localised.ts';
import type { EditionInput } from './edition-input.ts';
import { readingMinutes } from './reading-time.ts';

/** The texts in the masthead and at the end of an edition, as plain text. */
export function editionFacts(input: EditionInput) {
  const { newsletter, addresses, issue, article, words } = input;
  const { locale } = article;
  const headline = words.plain(article.headline);
  const kicker = article.kicker ?? capitalised(article.topics[0], locale);
  const signOff = article.signOff ?? (newsletter.signOff && localisedText(newsletter.signOff, locale));
  const { address, replyTo } = newsletter.sender;
  return {
    place: newsletter.place && words.plain(localisedText(newsletter.place, locale)),
    number: issue.number,
    kicker: kicker && words.plain(kicker),
    minutes: issue.kind === 'article' ? readingMinutes(article) : undefined,
    signOff: signOff
      ?.trim()
      .split('\n')
      .map((line) => words.plain(line)),
    forwardUrl: mailto('', {
      subject: headline,
      body: `${headline}\r\n\r\n${addresses.edition(locale, issue.slug)}`,
    }),
    replyUrl: mailto(replyTo ? localisedText(replyTo, locale) : address, { subject: `Re: ${headline}` }),
  };
}

/** Capitalises a topic for use as a kicker: "energy" becomes "Energy". */
function capitalised(topic: string | undefined, locale: string) {
  const [first = '', ...others] = topic ?? '';
  return topic && first.toLocaleUpperCase(locale) + others.join('');
}

/**
 * A mailto address (RFC 6068). Replaces no-break spaces, because a mail program would show them in the new
 * message.
 */
function mailto(to: string, fields: Readonly<Record<string, string>>): string {
  const query = Object.entries(fields).map(
    ([name, value]) => `${name}=${encodeURIComponent(value.replace(/[\u00a0\u202f]/g, ' '))}`,
  );
  return `mailto:${encodeURIComponent(to).replaceAll('%40', '@')}?${query.join('&')}`;
}
