import { parseTags } from '../dns/parse-tags.ts';

const policies = ['none', 'quarantine', 'reject'] as const;
export type Policy = (typeof policies)[number];

/** A DMARC record (RFC 9989, 4.7). */
export interface DmarcRecord {
  readonly text: string;
  /** For mail from the domain itself. */
  readonly p: Policy;
  /** For mail from subdomains without a record of their own. */
  readonly sp: Policy;
  /** For mail from subdomains that DNS does not know. */
  readonly np: Policy;
  readonly dkimMode: 'relaxed' | 'strict';
  readonly spfMode: 'relaxed' | 'strict';
  readonly isTesting: boolean;
  readonly psd: 'y' | 'n' | 'u';
  /** Where aggregate reports go. */
  readonly reports: readonly string[];
  /** The tags of RFC 7489 that RFC 9989 has removed. */
  readonly oldTags: readonly string[];
  readonly faults: readonly string[];
}

/** Whether a TXT record claims to be a DMARC record: it begins with the version, in capital letters. */
export const isDmarc = (text: string) => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(text);

export function parseDmarc(text: string): DmarcRecord {
  const { tags, faults: broken } = parseTags(text);
  const faults = [...broken];

  const choose = <Value extends string>(tag: string, values: readonly Value[], fallback: Value): Value => {
    const given = tags.get(tag);
    if (given === undefined) return fallback;
    const value = values.find((each) => each === given.toLowerCase());
    if (value === undefined) faults.push(`${tag}=${given.slice(0, 40)} is not one of ${values.join(', ')}`);
    return value ?? fallback;
  };

  // Receivers of RFC 7489 ignore a record without p=. RFC 9989 reads it as p=none.
  if (!tags.has('p')) faults.push('it has no policy (p=)');
  const p = choose('p', policies, 'none');
  const sp = choose('sp', policies, p);
  const np = choose('np', policies, sp);
  // RFC 9989, 4.10.1: if one of the three is not valid, receivers act as if the record had p=none and nothing else.
  const isValid = ['p', 'sp', 'np'].every((tag) => isPolicy(tags.get(tag) ?? 'none'));
  const modes = ['r', 's'] as const;
  const mode = (tag: string) => (choose(tag, modes, 'r') === 's' ? 'strict' : 'relaxed');
  return {
    text,
    ...(isValid ? { p, sp, np } : { p: 'none', sp: 'none', np: 'none' }),
    dkimMode: mode('adkim'),
    spfMode: mode('aspf'),
    isTesting: choose('t', ['y', 'n'], 'n') === 'y',
    psd: choose('psd', ['y', 'n', 'u'], 'u'),
    reports: (tags.get('rua') ?? '')
      .split(',')
      .map((address) => address.trim())
      .filter(Boolean),
    oldTags: ['pct', 'rf', 'ri'].filter((tag) => tags.has(tag)),
    faults,
  };
}

const isPolicy = (value: string) => policies.some((policy) => policy === value.toLowerCase());
