import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import { refuseLink } from '../foundation/sources/link-address.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';

/**
 * The public address of the server's pages: COURANT_SERVER_URL if it is set (such as http://localhost:8025 on
 * a developer's machine), otherwise the address in newsletter.yaml. Fails with `server-url`.
 */
export function pagesUrl({ environment }: ProgramContext, { server, url }: Newsletter): string {
  return checkPagesUrl(environment['COURANT_SERVER_URL'] || server.url || url);
}

/**
 * Checks the address. Links in mail begin with it, and the server compares the host of each request with it.
 */
export function checkPagesUrl(url: string): string {
  const reason = refuseLink(url) ?? (/^https?:/i.test(url) ? undefined : 'it is not a website');
  if (reason) fail('server-url', { url, reason });
  return url.replace(/\/+$/, '');
}
