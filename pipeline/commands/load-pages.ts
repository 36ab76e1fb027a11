import { loadShared } from '../check/load-shared.ts';
import { rootsOf } from '../check/open-publication.ts';
import type { Transport } from '../delivery/transport/transport.ts';
import { chooseTransport } from '../delivery/transports.ts';
import { readSigners } from '../dispatches/delivery-options.ts';
import { openTransport } from '../dispatches/open-transport.ts';
import { checkPagesUrl, pagesUrl } from '../dispatches/pages-url.ts';
import { type ConfiguredWebhooks, openWebhooks } from '../feedback/webhooks/open-webhooks.ts';
import { fail, hasErrors } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import type { DkimSigner } from '../messages/dkim-signer.ts';
import type { Publication } from '../publication/publication.ts';
import { type Logo, readLogo } from '../server/read-logo.ts';

/** The parts of the public pages that come from the files of the publication. */
export interface LoadedPages {
  readonly publication: Publication;
  readonly logo: Logo | undefined;
  readonly transport: Transport;
  readonly signers: readonly DkimSigner[];
  readonly webhooks: ConfiguredWebhooks;
  /** The address of the pages; undefined when it depends on the port. */
  readonly url: string | undefined;
}

/**
 * Loads the parts of the public pages and reports the problems of the files. Undefined if one of the problems
 * is an error. Without a mail server, links lead to this server.
 */
export async function loadPages(
  context: CommandContext,
  { url }: { readonly url?: string },
): Promise<LoadedPages | undefined> {
  const { environment } = context;
  const report = new Report();
  const roots = rootsOf(context);
  const publication = await loadShared(roots, report);
  const logo = publication && (await readLogo(publication, roots.publication, report));
  reportProblems(context, report.problems);
  if (publication === undefined || hasErrors(report.problems)) return undefined;
  const { newsletter } = publication;
  const kind = chooseTransport(environment);
  if (kind.reachesPeople && !environment['COURANT_SECRET']) fail('secret-missing', {});
  const isLocal = !kind.reachesPeople && !environment['COURANT_SERVER_URL'];
  const given = isLocal ? url : (url ?? pagesUrl(context, newsletter));
  const { dkim } = newsletter.delivery;
  return {
    publication,
    logo,
    transport: await openTransport(context, newsletter, kind, 'notices'),
    signers: dkim && kind.reachesPeople ? await readSigners(context, dkim) : [],
    webhooks: openWebhooks(newsletter.feedback.webhooks, environment),
    url: given === undefined ? undefined : serverUrl(given),
  };
}

/**
 * Refuses an address with a path: a proxy would have to strip the path, and then the links would not match.
 */
function serverUrl(url: string): string {
  const address = checkPagesUrl(url);
  if (new URL(address).pathname !== '/') fail('server-url', { url, reason: 'it has a path' });
  return address;
}
