import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadShared } from '../../../pipeline/check/load-shared.ts';
import { smtpTraits } from '../../../pipeline/delivery/smtp/smtp-traits.ts';
import type { Transport } from '../../../pipeline/delivery/transport/transport.ts';
import type { Webhooks } from '../../../pipeline/feedback/webhooks/create-webhooks.ts';
import { diskFiles } from '../../../pipeline/foundation/files/disk-files.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import type { Message } from '../../../pipeline/messages/message.ts';
import { assembleApp } from '../../../pipeline/server/app/assemble-app.ts';
import { startServer } from '../../../pipeline/server/app/start-server.ts';
import type { Metrics } from '../../../pipeline/server/app-context.ts';
import { readLogo } from '../../../pipeline/server/read-logo.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { createLinks } from '../../../pipeline/subscribers/links/links.ts';
import type { SuppressionList } from '../../../pipeline/subscribers/suppression-list.ts';
import { createStore } from '../../delivery/support/ledger.ts';
import { openSuppressions } from '../../store/support/suppressions.ts';
import { expectNothingPrivate } from './clean-log.ts';
import { secret } from './secret.ts';

export const repository = diskFiles(join(import.meta.dirname, '../../..'));
export { secret };

const lists = `lists:
  - id: weekly
    name: { en: The week, nl: De week }
    description: { en: Every Friday, nl: Elke vrijdag }
  - id: daily
    name: { en: Every day, nl: Elke dag }
    chosen: false
`;

/** A newsletter.yaml with two lists. `more` replaces the lists. */
export function newsletterYaml(more = lists): string {
  return `name: { en: The Quay, nl: De Kade }
description: { en: News from the harbour, nl: Nieuws uit de haven }
url: https://quay.example.org
sender:
  address: news@example.org
  replyTo: editors@example.org
  postal: { en: "Quay 1, Veermonde", nl: "Kade 1, Veermonde" }
languages: { source: en, editions: [en, nl] }
timeZone: Europe/Amsterdam
${more}`;
}

/** Loads a publication and its logo. `others` has the files other than newsletter.yaml, by path. */
export async function loadTestPublication(more?: string, others: Readonly<Record<string, string>> = {}) {
  const report = new Report();
  const files = memoryFiles({ ...others, 'newsletter.yaml': newsletterYaml(more) });
  const publication = await loadShared({ package: repository, publication: files }, report);
  const logo = publication && (await readLogo(publication, files, report));
  if (publication === undefined || report.problems.length > 0)
    throw new Error(JSON.stringify(report.problems));
  return { publication, logo };
}

export interface TestServerOptions {
  readonly kind?: Store['kind'];
  readonly store?: Store;
  readonly suppressions?: SuppressionList;
  /** The part of newsletter.yaml that replaces the two lists. */
  readonly newsletter?: string;
  /** The publication's other files, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly transport?: Transport;
  readonly secrets?: readonly string[];
  readonly publicUrl?: string;
  readonly metrics?: Metrics;
  readonly probePlace?: () => Promise<void>;
  readonly remarks?: () => readonly string[];
  readonly webhooks?: Webhooks;
  readonly clock?: () => number;
  /**
   * How long a form must have been open, in seconds. The default is 0, because a test is faster than a
   * person.
   */
  readonly leastFormAge?: number;
  /** How long mail waits, in ms. The default is 0. */
  readonly mailDelay?: () => number;
  /** The option of `startServer`. */
  readonly requestTimeout?: number;
}

/** Starts the real server on a free port. After the test, fails if the server has logged anything private. */
export async function startTestServer(options: TestServerOptions = {}) {
  const store = options.store ?? (await createStore(options.kind));
  const { publication, logo } = await loadTestPublication(options.newsletter, options.files);
  const suppressions = options.suppressions ?? (await openSuppressions(store));
  const mails: Message[] = [];
  const log: string[] = [];
  const secrets = options.secrets ?? [secret];
  const clock = options.clock ?? Date.now;
  const transport = options.transport ?? keepingTransport(mails);
  const server = await startServer(
    (listening) =>
      assembleApp(
        {
          publication,
          logo,
          store,
          suppressions,
          transport,
          secrets,
          clock,
          publicUrl: options.publicUrl ?? ((port) => `http://127.0.0.1:${port}`),
          logTo: { write: (line: string) => log.push(line) },
          metrics: options.metrics,
          ...(options.probePlace && { probePlace: options.probePlace }),
          ...(options.remarks && { remarks: options.remarks }),
          webhooks: options.webhooks,
          leastFormAge: options.leastFormAge ?? 0,
          mailDelay: options.mailDelay ?? (() => 0),
        },
        listening,
      ),
    { port: 0, ...(options.requestTimeout && { requestTimeout: options.requestTimeout }) },
  );
  let stopped: Promise<void> | undefined;
  const stop = (grace?: number) => {
    stopped ??= server.stop(grace);
    return stopped;
  };
  onTestFinished(async () => {
    await stop(100);
    expectNothingPrivate(log);
  });
  const origin = `http://127.0.0.1:${server.port}`;
  const links = createLinks({ secrets, publicUrl: options.publicUrl ?? origin, clock });
  return { origin, port: server.port, store, publication, suppressions, mails, log, links, stop };
}

/** Creates a transport that sends nothing and keeps the messages. */
function keepingTransport(mails: Message[]): Transport {
  return {
    ...smtpTraits,
    connect: async () => ({
      usable: true,
      write: async (message) => ({
        kind: 'written',
        isAlive: true,
        async release() {
          mails.push(message);
          return { kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'Ok' } };
        },
        withdraw: async () => ({ kind: 'withheld' }),
      }),
      close: async () => {},
    }),
  };
}
