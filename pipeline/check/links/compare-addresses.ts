import { distance } from 'fastest-levenshtein';

/** How a link of a translation relates to the link of its source. `typo` and `other` are mistakes. */
export type AddressChange = 'same' | 'translated' | 'typo' | 'other';

/**
 * Compares the address of a link in a translation with that of its source. A page may have another address in
 * another language, so an address counts as a mistake only if it is nearly that of the source, a part of its
 * path, or another mailbox. `text` is the translation: a slug with its words is translated.
 */
export function compareAddresses(source: string, own: string, text: string): AddressChange {
  if (source === own) return 'same';
  const [from, to] = [source, own].map((each) => (URL.canParse(each) ? new URL(each) : undefined));
  if (from === undefined || to === undefined) return 'translated';
  if (!isWeb(from) || !isWeb(to))
    return from.protocol === to.protocol ? compareMailboxes(from, to) : 'translated';
  const [theirs, ours] = [partsOf(from), partsOf(to)];
  if (theirs.languages !== ours.languages) return 'translated';
  if (theirs.host !== ours.host)
    return isSamePath(theirs, ours) ? compareHosts(theirs.host, ours.host) : 'translated';
  if (theirs.path.length !== ours.path.length)
    return isPartOf(theirs.path, ours.path) ? 'other' : 'translated';
  const changed = pairsOf(theirs, ours).filter(([a, b]) => a !== b);
  const [only] = changed;
  if (only === undefined) return 'same';
  return changed.length === 1 && isTypo(only[0], only[1], text) ? 'typo' : 'translated';
}

const isWeb = ({ protocol }: URL) => /^https?:$/.test(protocol);

interface AddressParts {
  readonly host: string;
  readonly path: readonly string[];
  readonly query: readonly string[];
  /** The languages that the address names, such as "nl" in nl.example.org, /nl/, page_nl or ?lang=nl. */
  readonly languages: string;
}

const language = /^[a-z]{2}(?:[-_][a-z]{2})?$/;
/** A language at the end of a name, such as "report_en" or "report-nl.pdf". */
const ending = /[-_.]([a-z]{2})(?=\.[a-z]+$|$)/;

function partsOf(url: URL): AddressParts {
  const labels = url.hostname.replace(/^www\./, '').split('.');
  const path = decode(url.pathname).toLowerCase().split('/').filter(Boolean);
  const query = [...url.searchParams].map(([name, value]) => `${name}=${value}`.toLowerCase());
  const named = [
    ...labels.slice(0, -2).filter((each) => language.test(each)),
    ...path.flatMap((each) => (language.test(each) ? [each] : (ending.exec(each)?.[1] ?? []))),
    ...query.flatMap((each) => each.split('=').filter((value) => language.test(value))),
  ];
  return { host: labels.join('.'), path, query: query.toSorted(), languages: named.join(' ') };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A single % is not an encoded letter: the address is compared as it is.
    return text;
  }
}

const pairsOf = (a: AddressParts, b: AddressParts) => {
  const [theirs, ours] = [
    [...a.path, ...a.query],
    [...b.path, ...b.query],
  ];
  return Array.from(
    { length: Math.max(theirs.length, ours.length) },
    (_, at) => [theirs[at] ?? '', ours[at] ?? ''] as const,
  );
};

const isSamePath = (a: AddressParts, b: AddressParts) => pairsOf(a, b).every(([one, other]) => one === other);

/** Whether one path is the beginning of the other. A front page may have a page of its own in a language. */
const isPartOf = (source: readonly string[], own: readonly string[]) =>
  source.length > 0 && source.slice(0, own.length).every((each, at) => each === (own[at] ?? each));

/** A site may have another top level in another country. */
function compareHosts(source: string, own: string): AddressChange {
  const [from, to] = [source, own].map((host) => host.replace(/\.[^.]+$/, ''));
  return from !== to && from !== undefined && to !== undefined && distance(from, to) <= 2
    ? 'typo'
    : 'translated';
}

/** The subject of a message may be translated, and each language may have its mailbox: info-nl@. */
function compareMailboxes(from: URL, to: URL): AddressChange {
  const [a, b] = [decode(from.pathname).toLowerCase(), decode(to.pathname).toLowerCase()];
  if (a === b) return 'same';
  return languagesOfMailbox(a) === languagesOfMailbox(b) ? 'other' : 'translated';
}

function languagesOfMailbox(address: string): string {
  const names = address.split(/[-_.+@]/).slice(0, -1);
  return names.filter((name) => language.test(name)).join(' ');
}

/**
 * Whether a name is nearly another. Words that are alike in two languages are as near ("theatre", "theater"),
 * so a name whose changed word is in the translation is not a typo.
 */
function isTypo(source: string, own: string, text: string): boolean {
  const [from, to] = [wordsOf(source), wordsOf(own)];
  const changed = to.filter((word) => !from.includes(word));
  if (changed.some((word) => word.length > 2 && text.toLowerCase().includes(word))) return false;
  const steps = distance(source, own);
  const isSwapped = steps === 2 && [...source].sort().join('') === [...own].sort().join('');
  const isLong = source.length >= 10;
  return steps > 0 && source.length > 2 && (steps === 1 || isSwapped || (steps === 2 && isLong));
}

const wordsOf = (name: string) => name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
