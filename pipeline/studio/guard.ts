import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { networkOf } from '../server/network-of.ts';
import { createPasswordCheck } from './studio-password.ts';

/** Decides which requests the studio answers. */
export interface GuardOptions {
  /** The page sends the token with every change. Another site cannot know it. */
  readonly token: string;
  /** The hosts that requests may name, such as `localhost:4000`. */
  readonly hosts: readonly string[];
  /** Set when other machines can reach the studio. */
  readonly password?: string | undefined;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
}

/** The policy of the studio's own page: it loads only what the studio serves. */
export const shellPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The policy of a previewed edition or a received message: styles and pictures only. Its sandbox runs no script. */
export const framePolicy = [
  "default-src 'none'",
  "img-src 'self' data:",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin',
].join('; ');

/**
 * Gives every answer its safety headers. A route may replace them. Each app whose routes answer needs this, because
 * headers that are added to a finished answer would make Node copy the whole answer as a stream.
 */
export const safeHeaders: MiddlewareHandler = async (context, next) => {
  context.header('x-content-type-options', 'nosniff');
  context.header('referrer-policy', 'no-referrer');
  context.header('cross-origin-resource-policy', 'same-origin');
  context.header('cross-origin-opener-policy', 'same-origin');
  context.header('cache-control', 'no-store');
  context.header('content-security-policy', answerPolicy);
  await next();
};

/** The policy of an answer that is no page. */
const answerPolicy = shellPolicy('');

/**
 * Refuses requests that do not come from the studio's own page. A page of another site can make a browser
 * send requests here, either directly (cross-site posts) or through its own host name that resolves to this
 * machine (DNS rebinding). The former have a foreign Origin and no token, the latter a foreign Host.
 */
export function guard({ token, hosts, password, clock }: GuardOptions): MiddlewareHandler {
  // A cookie lets a browser that has signed in keep working while somebody guesses passwords from behind the
  // same proxy.
  const pass = randomBytes(24).toString('base64url');
  const check = password === undefined ? undefined : createPasswordCheck(password, clock);
  return async (context, next) => {
    const { req } = context;
    const host = req.header('host') ?? '';
    if (check === undefined && !hosts.includes(host))
      return context.text('The studio does not answer to this host name.', 421);
    if (check !== undefined && !same(getCookie(context, passName) ?? '', pass)) {
      const given = passwordOf(req.header('authorization'));
      const verdict = given === undefined ? 'wrong' : check(given, networkOf(peerOf(context)));
      if (verdict === 'wait')
        return context.text('Too many wrong passwords. Wait a minute.', 429, { 'retry-after': '60' });
      if (verdict === 'wrong')
        return context.text('The studio needs a password.', 401, {
          'www-authenticate': 'Basic realm="studio"',
        });
      setCookie(context, passName, pass, { httpOnly: true, sameSite: 'Strict', path: '/' });
    }
    const origin = req.header('origin');
    if (origin !== undefined && !isOrigin(origin, host))
      return context.text('Requests from other sites are refused.', 403);
    const writes = req.method !== 'GET' && req.method !== 'HEAD';
    if (writes && !same(req.header('x-studio-token') ?? '', token))
      return context.text('The request has no valid token.', 403);
    return next();
  };
}

const passName = 'courant-studio';

/** The password of a request; undefined when it has none. */
function passwordOf(authorization: string | undefined): string | undefined {
  const [, encoded] = /^Basic (.+)$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [, given = ''] = /^[^:]*:([\s\S]*)$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return given;
}

/** Whether an `Origin` is this host. A sandboxed page sends `null`, and other programs may send anything. */
const isOrigin = (origin: string, host: string) => URL.canParse(origin) && new URL(origin).host === host;

function peerOf(context: Context): string {
  return String(context.env?.incoming?.socket?.remoteAddress ?? '');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
