import { Resolver } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

/** The answer of DNS to one query. */
export type Answer<Value> =
  | { readonly kind: 'found'; readonly values: readonly Value[] }
  /** There is no such record. `exists`: the name has records of another type. */
  | { readonly kind: 'none'; readonly exists: boolean }
  | { readonly kind: 'failed'; readonly name: string; readonly type: string; readonly reason: string };

export interface MailServer {
  /** Empty in the record "." of RFC 7505, which means that the domain accepts no mail. */
  readonly exchange: string;
  readonly priority: number;
}

/** Queries DNS. Each query is sent once: a repeated one gets the same answer. No method throws. */
export interface Lookup {
  /** The TXT records of a name, each with its strings joined. */
  txt(name: string): Promise<Answer<string>>;
  /** The IPv4 and the IPv6 addresses of a host. */
  addresses(host: string): Promise<Answer<string>>;
  mx(domain: string): Promise<Answer<MailServer>>;
  cname(name: string): Promise<Answer<string>>;
  /** The host names of an IP address. */
  ptr(address: string): Promise<Answer<string>>;
}

interface LookupOptions {
  /** The address and port of a DNS server, such as `127.0.0.1:5353`. The default is that of the machine. */
  readonly server?: string | undefined;
  /** How long one attempt may take, in milliseconds; there are two. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** Queries DNS servers. A query ends after a few seconds at most. */
export function createLookup({ server, timeout = 2_000, signal }: LookupOptions = {}): Lookup {
  const resolver = new Resolver({ timeout, tries: 2 });
  if (server !== undefined) resolver.setServers([server]);
  signal?.addEventListener('abort', () => resolver.cancel(), { once: true });
  const known = new Map<string, Promise<Answer<unknown>>>();

  function ask<Value>(type: string, name: string, query: (name: string) => Promise<Value[]>) {
    const key = `${type} ${name.toLowerCase()}`;
    const answer = known.get(key) ?? settle(type, name, query);
    known.set(key, answer);
    return answer as Promise<Answer<Value>>;
  }

  return {
    txt: (name) =>
      ask('TXT', name, async (ascii) => (await resolver.resolveTxt(ascii)).map((parts) => parts.join(''))),
    async addresses(host) {
      if (isIP(host) !== 0) return { kind: 'found', values: [host] };
      const [four, six] = await Promise.all([
        ask('A', host, (ascii) => resolver.resolve4(ascii)),
        ask('AAAA', host, (ascii) => resolver.resolve6(ascii)),
      ]);
      const values = [four, six].flatMap((answer) => (answer.kind === 'found' ? answer.values : []));
      if (values.length > 0) return { kind: 'found', values };
      return [four, six].find(({ kind }) => kind === 'failed') ?? four;
    },
    mx: (domain) =>
      ask('MX', domain, async (ascii) =>
        (await resolver.resolveMx(ascii)).sort((a, b) => a.priority - b.priority),
      ),
    cname: (name) => ask('CNAME', name, (ascii) => resolver.resolveCname(ascii)),
    ptr: (address) => ask('PTR', reverseName(address), (name) => resolver.resolvePtr(name)),
  };
}

/** The name with the PTR records of an address. (Node's `reverse` says "not found" when a server fails.) */
function reverseName(address: string): string {
  if (!isIPv6(address)) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const between = Array<string>(Math.max(0, 8 - groups(head).length - groups(tail).length)).fill('0');
  const digits = [...groups(head), ...between, ...groups(tail)].map((group) => group.padStart(4, '0'));
  return `${[...digits.join('')].reverse().join('.')}.ip6.arpa`;
}

async function settle<Value>(
  type: string,
  name: string,
  query: (name: string) => Promise<Value[]>,
): Promise<Answer<Value>> {
  try {
    const values = await query(domainToASCII(name) || name);
    return values.length > 0 ? { kind: 'found', values } : { kind: 'none', exists: true };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return { kind: 'none', exists: code === 'ENODATA' };
    return { kind: 'failed', name, type, reason: reasons[code] ?? message };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ETIMEOUT: 'no server answered in time',
  ECANCELLED: 'the command was stopped',
  ECONNREFUSED: 'no DNS server can be reached',
  ESERVFAIL: 'the servers of this domain failed',
  EREFUSED: 'the DNS server refused to answer',
  EBADNAME: 'the name is not valid',
  EBADRESP: 'the answer cannot be read',
};
