import { escapeHtml } from '../foundation/text/escape-html.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import type { FeedItem } from './feed-item.ts';
import { sitePaths } from './site-paths.ts';

/**
 * Writes the Atom feed (RFC 4287). `xml:lang` names the language of all its texts. The date of the feed is
 * that of the latest change to an edition, so the same editions give the same bytes on any day.
 */
export function writeAtom(language: ArchiveLanguage, items: readonly FeedItem[]): string {
  const { locale, addresses, name, description } = language;
  const home = addresses.file(sitePaths.index(locale));
  const changed = items.map(({ entry }) => entry.changed).sort();
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">`,
    element('id', home),
    element('title', name),
    element('subtitle', description),
    element('updated', midnight(changed.at(-1) ?? '1970-01-01')),
    `<author>${element('name', name)}${element('uri', home)}</author>`,
    empty('link', { rel: 'alternate', type: 'text/html', hreflang: locale, href: home }),
    empty('link', { rel: 'self', type: 'application/atom+xml', href: `${home}feed.xml` }),
    element('icon', addresses.file('icon.svg')),
    element('rights', name),
    element('generator', 'Courant'),
    ...items.map((item) => writeEntry(language, item)),
    '</feed>',
  ].join('\n')}\n`;
}

function writeEntry({ locale, addresses, name }: ArchiveLanguage, { entry, content }: FeedItem): string {
  const url = addresses.edition(locale, entry.issue);
  return [
    '<entry>',
    element('id', url),
    element('title', entry.title),
    element('updated', midnight(entry.changed)),
    element('published', midnight(entry.date)),
    `<author>${element('name', entry.author ?? name)}</author>`,
    empty('link', { rel: 'alternate', type: 'text/html', hreflang: locale, href: url }),
    ...entry.topics.map((topic) => empty('category', { term: topic.slug, label: topic.name })),
    element('summary', entry.description),
    `<content type="html">${escapeXml(content)}</content>`,
    '</entry>',
  ].join('\n');
}

const element = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>`;

function empty(name: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  return `<${name}${written.join('')}/>`;
}

/**
 * Escapes a text for XML 1.0, which allows no control characters except tab and line breaks, not even as
 * references (section 2.2).
 */
function escapeXml(text: string): string {
  return escapeHtml(text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''));
}

const midnight = (day: string) => `${day}T00:00:00Z`;
