import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { smtp } from '../delivery/smtp/smtp.ts';
import { chooseTransport } from '../delivery/transports.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { Report } from '../foundation/problems/report.ts';
import { type CommandContext, stateFolder } from '../foundation/program/context.ts';
import type { Publication } from '../publication/publication.ts';
import { timesOfIssue } from '../schedule/delivery-times.ts';
import type { Store } from '../store/store.ts';
import type { StudioServices } from '../studio/studio.ts';
import { showDelivery } from './describe-delivery.ts';
import { createLaterDeliverer } from './later-deliverer.ts';

/**
 * Creates the studio's access to everything beyond its own files: the store, the transports, the public
 * pages. Each is opened when it is first used.
 */
export function createStudioServices(context: CommandContext): StudioServices & { close(): Promise<void> } {
  const { environment } = context;
  let opened: Promise<Store> | undefined;
  let pages: Promise<{ url: string; stop(): Promise<void> }> | undefined;

  async function openStore(): Promise<Store> {
    const { openStore: open } = await import('../store/open-store.ts');
    const databaseUrl = environment['DATABASE_URL'];
    opened ??= open({ folder: stateFolder(context), ...(databaseUrl && { databaseUrl }) });
    // After a failure, the next request tries again.
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  }

  const deliverer = createLaterDeliverer(context, {
    openStore,
    async openIssue(slug) {
      const { openIssue } = await import('../check/open-publication.ts');
      return openIssue(context, slug);
    },
    onEnd: (transport, report) => context.reporter.note(showDelivery(transport, report)),
  });

  return {
    async store() {
      const exists = environment['DATABASE_URL'] || existsSync(join(stateFolder(context), 'courant.sqlite'));
      return exists ? openStore() : undefined;
    },
    async plan(publication, issue) {
      const { planIssue } = await import('../dispatches/dispatch-issue.ts');
      const transport = chooseTransport(environment);
      const times = timesOfIssue(issue.issue, publication.newsletter);
      const isToCome = times !== undefined && times.moment + times.window > context.clock().getTime();
      const store = await openStore();
      return planIssue(context, store, publication, issue, transport, isToCome ? { times } : {});
    },
    clock: () => context.clock().getTime(),
    async report() {
      const store = await this.store();
      if (store === undefined) return { issues: [], readers: [], log: undefined };
      const { readTransport } = await import('../dispatches/read-transport.ts');
      const { readReport } = await import('../report/read-report.ts');
      return readReport(store, { transport: await readTransport(context, store), latest: 12 });
    },
    async whatIsOpen(newsletter, issues) {
      const { judgeWithoutLedger } = await import('../dispatches/read-standings.ts');
      const { judgeWhatIsOpen } = await import('../dispatches/read-what-is-open.ts');
      const store = await this.store();
      if (store) return judgeWhatIsOpen(context, store, { newsletter, issues });
      const standings = judgeWithoutLedger(issues, newsletter, context.clock().getTime());
      return { standings, open: [], problems: [], timeZone: newsletter.timeZone };
    },
    async compose(newsletter, edition, to) {
      const { composeTest } = await import('../dispatches/compose-test.ts');
      return composeTest(context, newsletter, edition, to);
    },
    sendTest: smtp.isConfigured(environment)
      ? async (newsletter, message) => {
          const { openTransport } = await import('../dispatches/open-transport.ts');
          const { sendTest } = await import('../delivery/send-test.ts');
          return sendTest(await openTransport(context, newsletter, smtp, 'test'), message);
        }
      : undefined,
    deliverer,
    async hold(slug, isHeld) {
      const { holdIssue, releaseIssue } = await import('../dispatches/decide-by-hand.ts');
      const { namesOfIssue } = await import('../dispatches/names-of-issue.ts');
      const names = await namesOfIssue(context, slug);
      const store = await openStore();
      if (isHeld) await holdIssue(store, names, context.clock().getTime());
      else await releaseIssue(store, names);
    },
    async publicPages(publication) {
      const store = await openStore();
      pages ??= openPages(context, publication, store);
      // After a failure, the next request tries again.
      pages.catch(() => {
        pages = undefined;
      });
      return (await pages).url;
    },
    draftProvider: undefined,
    async close() {
      await deliverer.stop();
      await (await pages)?.stop();
      await (await opened)?.close();
    },
  };
}

/**
 * Serves the public pages on a separate port. That makes them another origin, which has no access to the
 * studio.
 */
async function openPages(context: CommandContext, publication: Publication, store: Store) {
  const { assembleApp } = await import('../server/app/assemble-app.ts');
  const { startServer } = await import('../server/app/start-server.ts');
  const { openLedgerState } = await import('../dispatches/open-ledger-state.ts');
  const { readSecrets } = await import('../dispatches/secrets.ts');
  const { readLogo } = await import('../server/read-logo.ts');
  const { createOutbox } = await import('../delivery/transport/outbox.ts');
  const { Writable } = await import('node:stream');
  const urlOf = (port: number) => `http://localhost:${port}`;
  // Loading the publication has already reported problems of the logo.
  const logo = await readLogo(publication, diskFiles(context.root), new Report());
  const secrets = await readSecrets(context);
  const { suppressions, close } = await openLedgerState(context, store, {
    reachesPeople: false,
    begin: 'inside',
    mustCatchUp: false,
  });
  const options = {
    publication,
    logo,
    store,
    suppressions,
    transport: createOutbox(join(stateFolder(context), 'outbox', 'notices')),
    secrets,
    publicUrl: urlOf,
    clock: () => context.clock().getTime(),
    logTo: new Writable({ write: (_chunk, _encoding, done: () => void) => done() }),
  };
  const server = await startServer((listening) => assembleApp(options, listening), { port: 0 });
  const stop = async () => {
    await server.stop(100);
    await close();
  };
  return { url: urlOf(server.port), stop };
}
