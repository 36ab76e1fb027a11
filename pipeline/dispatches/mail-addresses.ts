import type { Edition } from '../editions/edition.ts';
import { fillMergeText } from '../editions/merge-text.ts';

/**
 * The addresses below `siteUrl` that an edition itself depends on: its pictures, in every size that the mail
 * uses, and its web version. Links in the content are not included, because the content checks cover them.
 */
export function mailAddresses(edition: Pick<Edition, 'html' | 'webUrl'>, siteUrl: string): string[] {
  const { webUrl } = edition;
  const html = fillMergeText(edition.html, { ...noPerson, webVersionUrl: webUrl }, (value) => value);
  const base = `${siteUrl.replace(/\/+$/, '')}/`;
  const found = [
    ...[...html.matchAll(/\s(?:src|background)="([^"]*)"/g)].map(([, address = '']) => address),
    ...[...html.matchAll(/\ssrcset="([^"]*)"/g)].flatMap(([, set = '']) =>
      set.split(',').map((candidate) => candidate.trim().split(/\s+/)[0] ?? ''),
    ),
    ...[...html.matchAll(/url\(\s*['"]?([^'")]+)/g)].map(([, address = '']) => address),
  ].map((address) => address.replaceAll('&amp;', '&'));
  return [...new Set([webUrl, ...found.filter((address) => address.startsWith(base))])];
}

/** Personal links are left out, because `checkBeforeSending` tries one of them itself. */
const noPerson = { name: undefined, unsubscribeUrl: '', preferencesUrl: '' };
