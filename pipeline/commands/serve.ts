import { join } from 'node:path';
import type { Newsletter } from '../config/newsletter-schema.ts';
import { fail, hasErrors } from '../problems/problem.ts';
import { refuseLink } from '../sources/link-address.ts';
import { type CommandContext, type ExitCode, stateFolder } from './context.ts';
import { openPublication } from './open-publication.ts';
import { exitCodeFor, reportProblems } from './report-problems.ts';
import { readSecrets } from './secrets.ts';
import { openSmtp } from './send-by-smtp.ts';
import { withStore } from './with-store.ts';

export interface ServeOptions {
  readonly port: string;
  readonly host: string;
  readonly url?: string;
}

/**
 * Serves the public pages until it is told to stop. With SMTP_URL their mail goes out by it; without, it goes into
 * the outbox, and the links in it lead to this very server: so everything can be tried on one machine.
 */
export async function serve(context: CommandContext, options: ServeOptions): Promise<ExitCode> {
  const { environment, terminal } = context;
  const { report, publication } = await openPublication(context, []);
  reportProblems(context, report.problems);
  if (publication === undefined || hasErrors(report.problems)) return exitCodeFor(report.problems);
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    fail('server-port', { port, hostname: options.host, reason: 'there is no such port' });
  if (environment['SMTP_URL'] && !environment['COURANT_SECRET']) fail('secret-missing', {});
  const given = options.url ?? pagesUrl(context, publication.newsletter);
  const publicUrl = given === undefined ? localUrl : checkUrl(given);
  const secrets = await readSecrets(context);
  const { assembleApp } = await import('../server/assemble-app.ts');
  const { startServer } = await import('../server/start-server.ts');
  const { createOutbox } = await import('../delivery/outbox.ts');
  const { openSuppressionList } = await import('../subscribers/suppression-list.ts');
  const transport = environment['SMTP_URL']
    ? await openSmtp(context, publication.newsletter)
    : createOutbox(join(stateFolder(context), 'outbox', 'notices'));

  return withStore<ExitCode>(context, async (store) => {
    const suppressions = await openSuppressionList(store, environment['COURANT_SUPPRESSION_KEY']);
    const clock = () => context.clock().getTime();
    const parts = { publication, store, suppressions, transport, secrets, publicUrl, clock };
    const server = await startServer((listening) => assembleApp(parts, listening), {
      port,
      hostname: options.host,
    });
    terminal.note(`The public pages are at ${given ?? localUrl(server.port)}/subscribe`);
    if (transport.name === 'outbox') terminal.note('Their mail goes into .courant/outbox/notices/');
    await untilAborted(context.signal);
    await server.stop();
    return 0;
  });
}

/** Where the pages are; undefined for on this machine, where they are without SMTP_URL. */
function pagesUrl({ environment }: CommandContext, { server, url }: Newsletter): string | undefined {
  const given = environment['COURANT_SERVER_URL'];
  if (given) return given;
  return environment['SMTP_URL'] ? (server.url ?? url) : undefined;
}

const localUrl = (port: number) => `http://localhost:${port}`;

function checkUrl(url: string): string {
  const reason = refuseLink(url) ?? (/^https?:/i.test(url) ? undefined : 'it is no website');
  if (reason) fail('server-url', { url, reason });
  if (new URL(url).pathname !== '/') fail('server-url', { url, reason: 'it has a path' });
  return url.replace(/\/+$/, '');
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
