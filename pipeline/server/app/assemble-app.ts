import type { DestinationStream } from 'pino';
import type { Transport } from '../../delivery/transport/transport.ts';
import type { Webhooks } from '../../feedback/webhooks/create-webhooks.ts';
import type { DkimSigner } from '../../messages/dkim-signer.ts';
import type { Publication } from '../../publication/publication.ts';
import type { Store } from '../../store/store.ts';
import { createLinks } from '../../subscribers/links/links.ts';
import { createPersonKey } from '../../subscribers/person-key.ts';
import type { SuppressionList } from '../../subscribers/suppression-list.ts';
import type { App, Metrics } from '../app-context.ts';
import { createNoticeComposer } from '../compose-notice.ts';
import { createLog } from '../create-log.ts';
import { createMailer } from '../create-mailer.ts';
import { createPages } from '../create-pages.ts';
import { createFormGuard } from '../form-guard.ts';
import { createFormLimits } from '../form-limits.ts';
import type { Logo } from '../read-logo.ts';
import type { Listening } from './start-server.ts';

interface AppOptions {
  readonly publication: Publication;
  /** The result of `readLogo`. Without a logo, the pages show the name of the publication. */
  readonly logo?: Logo | undefined;
  readonly store: Store;
  readonly suppressions: SuppressionList;
  /** The transport for opt-in mail. */
  readonly transport: Transport;
  /** The result of `parseSecrets`. */
  readonly secrets: readonly string[];
  /** The public address of the pages, or a function that derives it from the actual port. */
  readonly publicUrl: string | ((port: number) => string);
  readonly signers?: readonly DkimSigner[];
  /** Where the log is written, one JSON object per line. The default is standard output. */
  readonly logTo?: DestinationStream;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
  /** How long mail waits after the form that requested it, in ms. The default is about a second. */
  readonly mailDelay?: (() => number) | undefined;
  readonly webhooks?: Webhooks | undefined;
  readonly metrics?: Metrics | undefined;
  readonly probePlace?: () => Promise<void>;
  readonly remarks?: () => readonly string[];
  /** How long a form must have been open before it may be submitted, in seconds. */
  readonly leastFormAge?: number;
}

/** Assembles what the public pages depend on. `startServer` calls it once it is listening. */
export function assembleApp(options: AppOptions, { isReady, port }: Listening): App {
  const { publication, logo, store, suppressions, transport, secrets, clock } = options;
  const { newsletter } = publication;
  const publicUrl = typeof options.publicUrl === 'string' ? options.publicUrl : options.publicUrl(port);
  const log = createLog(options.logTo ?? process.stdout);
  const links = createLinks({ secrets, publicUrl, clock });
  const compose = createNoticeComposer(publication, {
    signers: options.signers,
    nameplate: logo && { logo, publicUrl },
  });
  return {
    isReady,
    newsletter,
    publicUrl,
    logo,
    store,
    links,
    suppressions,
    log,
    clock,
    pages: createPages(publication, publicUrl, logo),
    mailer: createMailer({ store, transport, compose, links, log, clock, delay: options.mailDelay }),
    guard: createFormGuard(secrets, clock, options.leastFormAge),
    limits: createFormLimits({ store, limits: newsletter.server.limits, secrets, clock }),
    personKey: createPersonKey(secrets),
    webhooks: options.webhooks,
    metrics: options.metrics,
    probePlace: options.probePlace ?? (async () => {}),
    remarks: options.remarks ?? (() => []),
  };
}
