import { createHash } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { domainOf } from '../foundation/addresses/domain-of.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { direction } from '../publication/locales/direction.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Edition } from './edition.ts';
import type { EditionInput } from './edition-input.ts';
import type { MergeText } from './merge-text.ts';

/** Creates an edition from its rendered parts, with its header values and its hash. */
export function createEdition(input: EditionInput, html: MergeText, text: MergeText): Edition {
  const { newsletter, addresses, issue, article, words, readers } = input;
  const locale = readers?.locale ?? article.locale;
  const { sender } = newsletter;
  const line = (text: string) => headerText(words.plain(text));
  const name = line(localisedText(newsletter.name, locale));
  const edition = {
    issue: issue.slug,
    locale,
    ...(readers && { language: article.locale }),
    direction: direction(article.locale),
    subject: line(article.subject ?? article.headline),
    preheader: words.plain(article.preheader ?? ''),
    headline: words.plain(article.headline),
    html,
    text,
    from: {
      name: sender.name ? line(localisedText(sender.name, locale)) : name,
      address: sender.address,
    },
    replyTo: sender.replyTo && localisedText(sender.replyTo, locale),
    list: { name, id: `${locale.toLowerCase()}.${listDomain(newsletter)}` },
    webUrl: addresses.edition(article.locale, issue.slug),
    archiveUrl: addresses.index(article.locale),
    helpUrl: sender.help
      ? normaliseLink(localisedText(sender.help, locale))
      : addresses.index(article.locale),
  };
  return { ...edition, hash: createHash('sha256').update(JSON.stringify(edition)).digest('hex') };
}

/**
 * Header fields are not typeset: a single no-break space would turn the whole subject into an encoded word.
 */
function headerText(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

/**
 * The domain for the id of a list. The owner of the list must control this domain (RFC 2919, section 3). A
 * site on a bare IP address has no domain, so the sender's domain is used.
 */
function listDomain({ url, sender }: Newsletter): string {
  const host = new URL(url).hostname;
  // A URL has IPv6 addresses in brackets.
  return isIPv4(host) || host.startsWith('[') ? domainOf(sender.address) : host;
}
