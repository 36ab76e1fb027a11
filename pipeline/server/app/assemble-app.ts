import type { DestinationStream } from 'pino';
import type { Transport } from '../../delivery/transport/transport.ts';
import type { DkimSigner } from '../../messages/dkim-signer.ts';
import type { Publication } from '../../publication/publication.ts';
import type { Store } from '../../store/store.ts';
import { createLinks } from '../../subscribers/links/links.ts';
import { createPersonKey } from '../../subscribers/person-key.ts';
import type { SuppressionList } from '../../subscribers/suppression-list.ts';
import type { App } from '../app-context.ts';
import { createNoticeComposer } from '../compose-notice.ts';
import { createLog } from '../create-log.ts';
import { createMailer } from '../create-mailer.ts';
import { createPages } from '../create-pages.ts';
import { createFormGuard } from '../form-guard.ts';
import { createFormLimits } from '../form-limits.ts';
import type { Logo } from '../read-logo.ts';
import type { Listening } from './start-server.ts';

export interface AppOptions {
  readonly publication: Publication;
  /** As `readLogo` returns it; the pages show the name when left out. */
  readonly logo?: Logo | undefined;
  readonly store: Store;
  readonly suppressions: SuppressionList;
  /** How opt-in mail goes out. */
  readonly transport: Transport;
  /** As `parseSecrets` returns them. */
  readonly secrets: readonly string[];
  /** Where the pages are for people; it may follow from the port that was free. */
  readonly publicUrl: string | ((port: number) => string);
  readonly signers?: readonly DkimSigner[];
  /** Where the log goes, a line of JSON at a time; the standard output when left out. */
  readonly logTo?: DestinationStream;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
  /** How long mail waits after the form that asked for it, in ms; about a second when left out. */
  readonly mailDelay?: (() => number) | undefined;
  /** How long a form must have been open, in seconds. */
  readonly leastFormAge?: number;
}

/** Puts together what the public pages work with; `startServer` asks for it once it listens. */
export function assembleApp(options: AppOptions, { isReady, port }: Listening): App {
  const { publication, logo, store, suppressions, transport, secrets, clock } = options;
  const { newsletter } = publication;
  const publicUrl = typeof options.publicUrl === 'string' ? options.publicUrl : options.publicUrl(port);
  const log = createLog(options.logTo ?? process.stdout);
  const links = createLinks({ secrets, publicUrl, clock });
  const compose = createNoticeComposer(publication, options.signers);
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
  };
}
