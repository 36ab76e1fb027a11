import { isIPv4, isIPv6 } from 'node:net';

/** A directive of an SPF record (RFC 7208, 4.6.1), such as `~include:_spf.example.org`. */
export interface SpfTerm {
  readonly text: string;
  readonly qualifier: '+' | '-' | '~' | '?';
  readonly mechanism: Mechanism;
  /** The domain of the term, with its macros; undefined if the term is about the domain itself. */
  readonly target: string | undefined;
  /** The network of `ip4` and `ip6`. */
  readonly network: string | undefined;
  readonly prefix4: number;
  readonly prefix6: number;
}

export interface SpfRecord {
  readonly text: string;
  readonly terms: readonly SpfTerm[];
  readonly redirect: string | undefined;
  readonly faults: readonly SpfFault[];
}

interface SpfFault {
  readonly term: string;
  readonly reason: string;
}

const mechanisms = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;
type Mechanism = (typeof mechanisms)[number];

/** RFC 7208, 4.5: the version is followed by a space, or is the whole record. */
export const isSpf = (text: string) => /^v=spf1(?: |$)/i.test(text);

/** Parses a record that begins with v=spf1. */
export function parseSpf(text: string): SpfRecord {
  const faults: SpfFault[] = [];
  const terms: SpfTerm[] = [];
  const modifiers = new Map<string, string>();
  for (const part of text.split(' ').slice(1)) {
    if (part === '') continue;
    const [, name = '', value = ''] = /^([a-z][\w.-]*)=(.*)$/i.exec(part) ?? [];
    const modifier = name.toLowerCase();
    if (name === '') {
      const term = parseTerm(part);
      if ('reason' in term) faults.push(term);
      else terms.push(term);
    } else if (['redirect', 'exp'].includes(modifier)) {
      const isRepeated = modifiers.has(modifier);
      if (isRepeated) faults.push({ term: part, reason: `${modifier}= may occur only once` });
      else if (!isDomainSpec(value)) faults.push({ term: part, reason: 'it names no domain' });
      else modifiers.set(modifier, value);
    } else if (mechanisms.some((each) => each === modifier)) {
      faults.push({ term: part, reason: `write "${name}:" instead of "${name}="` });
    }
  }
  return { text, terms, redirect: modifiers.get('redirect'), faults };
}

function parseTerm(text: string): SpfTerm | SpfFault {
  const [, sign = '', name = '', argument] = /^([+\-~?]?)([a-z0-9]+)(?:([:/].*))?$/i.exec(text) ?? [];
  const refuse = (reason: string): SpfFault => ({ term: text, reason });
  const mechanism = mechanisms.find((each) => each === name.toLowerCase());
  if (mechanism === undefined) return refuse('there is no such mechanism');
  const term = { text, qualifier: (sign || '+') as SpfTerm['qualifier'], mechanism };
  const plain = { ...term, target: undefined, network: undefined, prefix4: 32, prefix6: 128 };
  if (mechanism === 'all') return argument === undefined ? plain : refuse('"all" has no value');
  if (mechanism === 'ip4' || mechanism === 'ip6') {
    const [, network = '', prefix] = /^:([^/]+)(?:\/(\d{1,3}))?$/.exec(argument ?? '') ?? [];
    const isFour = mechanism === 'ip4';
    if (!(isFour ? isIPv4(network) : isIPv6(network)))
      return refuse(`this is not an IPv${isFour ? 4 : 6} address`);
    const bits = Number(prefix ?? (isFour ? 32 : 128));
    if (bits > (isFour ? 32 : 128)) return refuse('the network is longer than an address');
    return { ...plain, network, ...(isFour ? { prefix4: bits } : { prefix6: bits }) };
  }
  const [, target, four, six] = /^(?::([^/]*(?:%\{[^}]*\}[^/]*)*))?(?:\/(\d{1,3}))?(?:\/\/(\d{1,3}))?$/.exec(
    argument ?? '',
  ) ?? [undefined, '', undefined, undefined];
  const needsTarget = mechanism === 'include' || mechanism === 'exists';
  if ((target === undefined && needsTarget) || (target !== undefined && !isDomainSpec(target)))
    return refuse('it names no domain');
  if ((needsTarget || mechanism === 'ptr') && (four ?? six) !== undefined)
    return refuse('it takes no network length');
  if (Number(four ?? 0) > 32 || Number(six ?? 0) > 128)
    return refuse('the network is longer than an address');
  return { ...plain, target, prefix4: Number(four ?? 32), prefix6: Number(six ?? 128) };
}

/** A domain with or without macros. It has at least two labels, or ends in a macro. */
function isDomainSpec(text: string): boolean {
  const plain = text.replace(/%\{[slodiphcrtv]\d*r?[.\-+,/_=]*\}|%%|%_|%-/gi, 'x');
  if (/[%\s]/.test(plain) || !/^[\x21-\x7e]+$/.test(plain)) return false;
  return /\}$/.test(text) || /^(?:[\w-]+\.)+[a-z][a-z0-9-]*\.?$/i.test(plain);
}
