import pMap from 'p-map';
import { networkReason } from '../../foundation/problems/network-reason.ts';

/** The answer of a server to a request for an address. */
export interface LinkAnswer {
  /** `unclear` means that the server refuses programs, with a status such as 403 or 429. */
  readonly state: 'fine' | 'moved' | 'gone' | 'unreachable' | 'unclear';
  /** The status, or the code of the network failure: `404`, `ENOTFOUND`. */
  readonly reason: string;
  /** The new address after a permanent redirect. */
  readonly to?: string;
}

export interface AskOptions {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** The time limit for one answer, in milliseconds. */
  readonly timeout: number;
  /** Called after each answer. */
  readonly onAnswer?: (done: number, all: number) => void;
}

/** The number of servers to ask at the same time. Each server gets one request at a time. */
const parallel = 8;

const furthest = 10;

/**
 * Requests each address once. Fragments are not sent, so addresses that differ only in their fragments are
 * the same.
 */
export async function askLinks(
  addresses: readonly string[],
  options: AskOptions,
): Promise<ReadonlyMap<string, LinkAnswer>> {
  const asked = [...new Set(addresses.map(withoutFragment))];
  const servers = [...Map.groupBy(asked, (address) => new URL(address).host).values()];
  const answers = new Map<string, LinkAnswer>();
  const askServer = async (addressesOfServer: readonly string[]) => {
    for (const address of addressesOfServer) {
      if (options.signal.aborted) return;
      answers.set(address, await ask(address, options));
      options.onAnswer?.(answers.size, asked.length);
    }
  };
  await pMap(servers, askServer, { concurrency: parallel });
  return answers;
}

export function withoutFragment(address: string): string {
  const url = new URL(address);
  url.hash = '';
  return url.href;
}

async function ask(address: string, options: AskOptions): Promise<LinkAnswer> {
  let at = address;
  let isForGood = true;
  for (let step = 0; step < furthest; step += 1) {
    const answer = await request(at, options);
    if (typeof answer === 'string') return { state: 'unreachable', reason: answer };
    const target = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && target !== null && URL.canParse(target, at)) {
      isForGood &&= answer.status === 301 || answer.status === 308;
      at = new URL(target, at).href;
      continue;
    }
    const reason = String(answer.status);
    if (answer.status === 404 || answer.status === 410) return { state: 'gone', reason };
    if (answer.status >= 500) return { state: 'unreachable', reason };
    if (answer.status >= 400) return { state: 'unclear', reason };
    return isForGood && !isAlike(at, address)
      ? { state: 'moved', reason, to: at }
      : { state: 'fine', reason };
  }
  return { state: 'unreachable', reason: 'too many redirects' };
}

/**
 * Sends HEAD, or GET if the server does not support HEAD. Returns the code of a network failure as a string.
 */
async function request(address: string, { fetch, signal, timeout }: AskOptions): Promise<Response | string> {
  try {
    for (const method of ['HEAD', 'GET']) {
      const response = await fetch(address, {
        method,
        redirect: 'manual',
        headers: { 'user-agent': 'Courant (checks links of a newsletter)', accept: '*/*' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
      });
      await response.body?.cancel();
      if (method === 'GET' || response.status < 400) return response;
    }
  } catch (error) {
    return networkReason(error);
  }
  return 'no answer';
}

/**
 * Whether two addresses differ only in a slash at the end, "www." or the scheme. Such a redirect is no reason
 * to change the link.
 */
function isAlike(one: string, other: string): boolean {
  const bare = (address: string) => address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
  return bare(one) === bare(other);
}
