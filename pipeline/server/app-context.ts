import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Webhooks } from '../feedback/webhooks/create-webhooks.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Store } from '../store/store.ts';
import type { Links } from '../subscribers/links/links.ts';
import type { PersonKey } from '../subscribers/person-key.ts';
import type { SuppressionList } from '../subscribers/suppression-list.ts';
import type { Client } from './client.ts';
import type { Log } from './create-log.ts';
import type { Mailer } from './create-mailer.ts';
import type { Pages } from './create-pages.ts';
import type { FormGuard } from './form-guard.ts';
import type { FormLimits } from './form-limits.ts';
import type { Logo } from './read-logo.ts';

/** Everything that the public pages depend on. */
export interface App {
  readonly newsletter: Newsletter;
  /** The public address of the pages, such as `https://news.example.org`. */
  readonly publicUrl: string;
  readonly store: Store;
  readonly links: Links;
  readonly pages: Pages;
  /** Undefined when the publication has no logo. */
  readonly logo: Logo | undefined;
  readonly suppressions: SuppressionList;
  readonly mailer: Mailer;
  readonly guard: FormGuard;
  readonly limits: FormLimits;
  readonly personKey: PersonKey;
  readonly log: Log;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
  /** False once the server has begun to stop. */
  readonly isReady: () => boolean;
  /** Rejects with the problems if withdrawals cannot be written where they outlive the database. */
  readonly probePlace: () => Promise<void>;
  /** What else /readyz says: lines that do not make the server unready. */
  readonly remarks: () => readonly string[];
  /** The mail providers whose webhooks are accepted. Undefined if none is configured. */
  readonly webhooks: Webhooks | undefined;
  /** Figures for a monitoring system. Undefined if none is configured. */
  readonly metrics: Metrics | undefined;
}

export interface Metrics {
  /** The token that a request must present to read the figures. */
  readonly token: string;
  readonly contentType: string;
  /** The figures as they are now, in the format of Prometheus. */
  read(): Promise<string>;
}

export interface AppEnvironment {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    requestId: string;
    client: Client;
    /** The language of the answer, once it is known. */
    locale: string;
  };
}

export type AppRequest = Context<AppEnvironment>;
