import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Lookup } from '../dns/lookup.ts';

/** The answer of a web server. The request follows no redirects. */
export type WebAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly type: string;
      readonly location: string | undefined;
      /** The time by the server's clock, in milliseconds since 1970. */
      readonly date: number | undefined;
      readonly setsCookie: boolean;
      /** At most `longestBody` bytes; `isWhole` is false if there are more. */
      readonly body: Buffer;
      readonly isWhole: boolean;
    }
  | { readonly kind: 'failed'; readonly reason: string };

export interface WebRequest {
  readonly method?: 'GET' | 'POST';
  /** The body of a POST, as a form sends it. */
  readonly form?: string;
}

/** Requests an address. Never throws, and ends after `timeout` at most. */
export type Web = (address: string, request?: WebRequest) => Promise<WebAnswer>;

const longestBody = 256 * 1024;

/** Requests web addresses, whose hosts `lookup` resolves. */
export function createWeb(
  lookup: Lookup,
  { signal, timeout = 8_000 }: { signal: AbortSignal; timeout?: number },
): Web {
  return async (address, options) => {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
    try {
      return await send(address, options ?? {}, ended, resolveBy(lookup));
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      const reason = ended.aborted ? 'it did not answer in time' : (reasons[code] ?? message);
      return { kind: 'failed', reason };
    }
  };
}

function send(
  address: string,
  { method = 'GET', form }: WebRequest,
  signal: AbortSignal,
  lookup: LookupFunction,
): Promise<WebAnswer> {
  const url = new URL(address);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    'cache-control': 'no-cache',
    ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
  };
  const isLocal = url.hostname === 'localhost';
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers, signal, agent: false, ...(!isLocal && { lookup }) },
      (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        const settle = (isWhole: boolean) => {
          const { 'content-type': type = '', location, date, 'set-cookie': cookie } = response.headers;
          resolve({
            kind: 'answered',
            status: response.statusCode ?? 0,
            type,
            location,
            date: Date.parse(date ?? '') || undefined,
            setsCookie: cookie !== undefined,
            body: Buffer.concat(chunks).subarray(0, longestBody),
            isWhole,
          });
        };
        response.on('error', reject);
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length <= longestBody) return;
          settle(false);
          sent.destroy();
        });
        response.on('end', () => settle(true));
      },
    );
    sent.on('error', reject);
    sent.end(form);
  });
}

function resolveBy(lookup: Lookup): LookupFunction {
  return (host, options, done) => {
    void lookup.addresses(host).then((answer) => {
      const values = answer.kind === 'found' ? answer.values : [];
      const [first] = values;
      const entries = values.map((address) => ({ address, family: isIP(address) }));
      const reason = answer.kind === 'failed' ? answer.reason : 'no host has this name';
      if (first === undefined) done(new Error(reason), '', 4);
      else if (options.all) done(null, entries);
      else done(null, first, isIP(first));
    });
  };
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closes the connection',
  ERR_INVALID_URL: 'it is not a web address',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the one that signed it',
};
