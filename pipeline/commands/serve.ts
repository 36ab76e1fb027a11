import { relative } from 'node:path';
import { checkShared } from '../check/check-shared.ts';
import { rootsOf } from '../check/open-publication.ts';
import { chooseTransport } from '../delivery/transports.ts';
import { readSigners } from '../dispatches/delivery-options.ts';
import { openTransport } from '../dispatches/dispatch-issue.ts';
import { openLedgerState } from '../dispatches/open-ledger-state.ts';
import { checkPagesUrl, pagesUrl } from '../dispatches/pages-url.ts';
import { readSecrets } from '../dispatches/secrets.ts';
import { withStore } from '../dispatches/with-store.ts';
import { fail, hasErrors } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { exitCodeFor, reportProblems } from '../foundation/program/report-problems.ts';
import { readLogo } from '../server/read-logo.ts';

export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly url?: string;
}

/**
 * Serves the public pages until a signal stops it. With SMTP_URL, their mail goes out by SMTP. Without it,
 * mail goes into the outbox with links to this server, so that everything works on one machine.
 */
export async function serve(context: CommandContext, options: ServeOptions): Promise<ExitCode> {
  const { environment, terminal } = context;
  const report = new Report();
  const roots = rootsOf(context);
  const publication = await checkShared(roots, report);
  const logo = publication && (await readLogo(publication, roots.publication, report));
  reportProblems(context, report.problems);
  if (publication === undefined || hasErrors(report.problems)) return exitCodeFor(report.problems);
  const kind = chooseTransport(environment);
  if (kind.reachesPeople && !environment['COURANT_SECRET']) fail('secret-missing', {});
  const isLocal = !kind.reachesPeople && !environment['COURANT_SERVER_URL'];
  const given = isLocal ? options.url : (options.url ?? pagesUrl(context, publication.newsletter));
  const publicUrl = given === undefined ? localUrl : serverUrl(given);
  const secrets = await readSecrets(context);
  const { assembleApp } = await import('../server/app/assemble-app.ts');
  const { startServer } = await import('../server/app/start-server.ts');
  const transport = await openTransport(context, publication.newsletter, kind, 'notices');

  const { dkim } = publication.newsletter.delivery;
  const signers = dkim && transport.reachesPeople ? await readSigners(context, dkim) : [];

  return withStore<ExitCode>(context, async (store) => {
    const { reachesPeople } = transport;
    const { suppressions, close } = await openLedgerState(context, store, {
      reachesPeople,
      begin: reachesPeople ? 'anywhere' : 'inside',
      mustCatchUp: false,
    });
    const clock = () => context.clock().getTime();
    const parts = { publication, logo, store, suppressions, transport, signers, secrets, publicUrl, clock };
    const server = await startServer((listening) => assembleApp(parts, listening), {
      port: options.port,
      hostname: options.host,
    });
    terminal.note(`The public pages are at ${given ?? localUrl(server.port)}/subscribe`);
    if (transport.folder) terminal.note(`Their mail goes into ${relative(context.root, transport.folder)}/`);
    await untilAborted(context.signal);
    await server.stop();
    await close();
    return 0;
  });
}

/** A proxy would have to strip a path prefix, and then the links would not match. */
function serverUrl(url: string): string {
  const address = checkPagesUrl(url);
  if (new URL(address).pathname !== '/') fail('server-url', { url, reason: 'it has a path' });
  return address;
}

const localUrl = (port: number) => `http://localhost:${port}`;

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
