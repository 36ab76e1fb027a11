import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { refuseLink } from '../foundation/sources/link-address.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';

/**
 * Where the pages to unsubscribe and the like are for people: COURANT_SERVER_URL, such as http://localhost:8025 to
 * try things out, else what newsletter.yaml says. Fails with `server-url`.
 */
export function pagesUrl({ environment }: ProgramContext, { server, url }: Newsletter): string {
  return checkPagesUrl(environment['COURANT_SERVER_URL'] || server.url || url);
}

/** Links in mail are made from it, and the server compares each request's host with it. */
export function checkPagesUrl(url: string): string {
  const reason = refuseLink(url) ?? (/^https?:/i.test(url) ? undefined : 'it is no website');
  if (reason) fail('server-url', { url, reason });
  return url.replace(/\/+$/, '');
}
