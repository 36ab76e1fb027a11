import type { Answer, Lookup } from '../dns/lookup.ts';
import { expandMacros, type SpfMail } from './expand-macros.ts';
import { isSpf, parseSpf, type SpfRecord, type SpfTerm } from './parse-spf.ts';

/** The SPF records of a domain and of all domains that it refers to, as DNS returned them. */
export interface SpfTree {
  readonly root: SpfNode;
  /** The look-ups that a receiver makes in the worst case (RFC 7208, 4.6.4). */
  readonly lookups: number;
  /** The names whose look-up found nothing. */
  readonly voids: readonly string[];
  readonly failures: readonly Failure[];
}

type Failure = Extract<Answer<never>, { kind: 'failed' }>;

export interface SpfNode {
  readonly domain: string;
  readonly state: 'found' | 'missing' | 'several' | 'failed' | 'loop';
  /** The number of SPF records. */
  readonly count: number;
  /** A TXT record that was perhaps meant as an SPF record. */
  readonly near?: string | undefined;
  readonly record?: SpfRecord;
  /** What the terms found, in the order of the record. */
  readonly found: readonly SpfFound[];
  readonly redirect?: SpfNode | undefined;
}

interface SpfFound {
  readonly term: SpfTerm;
  /** The addresses of `a` and `mx`; for `exists`, those that it found. */
  readonly addresses: readonly string[];
  readonly include?: SpfNode;
  readonly hasManyMx?: true;
}

/** The walk stops after this many, so that a hostile record cannot prolong it. */
const mostLookups = 25;
const mostMx = 10;

export async function walkSpf(lookup: Lookup, domain: string, mail: SpfMail): Promise<SpfTree> {
  const state = { lookups: 0, voids: [] as string[], failures: [] as Failure[] };

  const root = await visit(domain, []);
  return { root, ...state };

  async function visit(name: string, above: readonly string[]): Promise<SpfNode> {
    const empty = { domain: name, count: 0, found: [] };
    if (above.includes(name.toLowerCase())) return { ...empty, state: 'loop' };
    const answer = await lookup.txt(name);
    if (answer.kind === 'failed') {
      state.failures.push(answer);
      return { ...empty, state: 'failed' };
    }
    // RFC 7208, 4.6.4 counts an include that finds nothing.
    if (answer.kind === 'none' && above.length > 0) state.voids.push(name);
    const texts = answer.kind === 'found' ? answer.values : [];
    const records = texts.filter(isSpf);
    const [text] = records;
    if (text === undefined) {
      const near = texts.find((each) => /spf/i.test(each));
      return { ...empty, state: 'missing', near };
    }
    if (records.length > 1) return { ...empty, state: 'several', count: records.length };
    const record = parseSpf(text);
    const path = [...above, name.toLowerCase()];
    const found: SpfFound[] = [];
    for (const term of record.terms) {
      found.push(await resolve(term, name, path));
      if (term.mechanism === 'all') break;
    }
    const hasAll = record.terms.some(({ mechanism }) => mechanism === 'all');
    const target = hasAll || record.redirect === undefined ? undefined : expand(record.redirect, name);
    const redirect = target !== undefined && spend() ? await visit(target, path) : undefined;
    return { domain: name, state: 'found', count: 1, record, found, redirect };
  }

  async function resolve(term: SpfTerm, domain: string, path: readonly string[]): Promise<SpfFound> {
    const { mechanism } = term;
    if (['all', 'ip4', 'ip6'].includes(mechanism) || !spend()) return { term, addresses: [] };
    const target = expand(term.target ?? domain, domain);
    if (target === undefined || mechanism === 'ptr') return { term, addresses: [] };
    if (mechanism === 'include') return { term, addresses: [], include: await visit(target, path) };
    if (mechanism !== 'mx') return { term, addresses: await resolveHost(target, true) };
    const servers = take(await lookup.mx(target), target, true);
    const hosts = await Promise.all(
      servers.slice(0, mostMx).map(({ exchange }) => resolveHost(exchange, false)),
    );
    return {
      term,
      addresses: hosts.flat(),
      ...(servers.length > mostMx && { hasManyMx: true as const }),
    };
  }

  async function resolveHost(host: string, counts: boolean): Promise<readonly string[]> {
    return take(await lookup.addresses(host), host, counts);
  }

  function take<Value>(answer: Answer<Value>, name: string, counts: boolean): readonly Value[] {
    if (answer.kind === 'failed') state.failures.push(answer);
    if (answer.kind === 'none' && counts) state.voids.push(name);
    return answer.kind === 'found' ? answer.values : [];
  }

  function expand(text: string, domain: string): string | undefined {
    return expandMacros(text, domain, mail)?.replace(/\.$/, '');
  }

  /** Counts a look-up. Returns false if the walk has to end. */
  function spend(): boolean {
    state.lookups += 1;
    return state.lookups <= mostLookups;
  }
}
