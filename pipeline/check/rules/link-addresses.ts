import { type DocumentLink, linksOfDocument } from '../links/links-of-document.ts';
import shorteners from '../links/shorteners.json' with { type: 'json' };
import type { DocumentView, Finding, Rule } from './rule.ts';

/** A link should use HTTPS and no shortener. If its words are an address, it must lead there. */
export const linkAddresses: Rule<DocumentView> = {
  family: 'links',
  codes: ['link-insecure', 'link-shortened', 'link-misleading'],
  *check({ document, texts }) {
    for (const link of linksOfDocument(texts, document.reading.tree)) yield* checkLink(link);
  },
};

function* checkLink({ address, label, place }: DocumentLink): Iterable<Finding> {
  // Invalid addresses were reported when the file was read.
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return;
  const { protocol, hostname } = new URL(address);
  if (protocol === 'http:') yield { code: 'link-insecure', data: { address }, at: place() };
  if (shorteners.includes(bareHost(hostname))) {
    yield { code: 'link-shortened', data: { host: hostname }, at: place() };
  }
  const shown = hostShown(label ?? '');
  if (shown !== undefined && !isWithin(bareHost(hostname), shown)) {
    yield { code: 'link-misleading', data: { shown, host: hostname }, at: place() };
  }
}

const bareHost = (host: string) => host.toLowerCase().replace(/^www\./, '');

/**
 * The host that the words of a link show, if the words are an address and nothing else. "Node.js" is not an
 * address.
 */
function hostShown(label: string): string | undefined {
  const written = /^(?:https?:\/\/|www\.)\S+$/i.exec(label)?.[0];
  if (written === undefined) return undefined;
  const address = /^www\./i.test(written) ? `https://${written}` : written;
  return URL.canParse(address) ? bareHost(new URL(address).hostname) : undefined;
}

/**
 * Whether one host belongs to the other: a part of a site may have its own host, as with "example.org" and
 * "news.example.org".
 */
const isWithin = (host: string, shown: string) =>
  host === shown || host.endsWith(`.${shown}`) || shown.endsWith(`.${host}`);
