import type { AlertScope } from '../../delivery/ledger/alerts.ts';
import type { ProgramContext } from '../../foundation/program/context.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import type { Publication } from '../../publication/publication.ts';
import type { AlertText } from './alert-text.ts';
import { mailAlert } from './mail-alert.ts';
import { postAlert, webhookName } from './post-alert.ts';

export interface AlertChannel {
  readonly name: AlertScope['channel'];
  readonly to: string;
  /** Returns the reason if the alert was not sent. */
  send(text: AlertText): Promise<string | undefined>;
}

export interface ChannelOptions {
  readonly newsletter: Newsletter;
  readonly openShared: () => Promise<Publication>;
}

/** The channels that the publication and the environment configure. */
export function alertChannels(
  context: ProgramContext,
  { newsletter, openShared }: ChannelOptions,
): AlertChannel[] {
  const to = newsletter.alerts?.to;
  const webhook = context.environment['COURANT_ALERT_WEBHOOK'];
  const mail: AlertChannel = {
    name: 'mail',
    to: to ?? '',
    send: (text) => mailAlert(context, newsletter, openShared, text),
  };
  const post: AlertChannel = {
    name: 'webhook',
    to: webhookName(webhook ?? ''),
    send: (text) => postAlert(webhook ?? '', text, context.signal),
  };
  return [...(to === undefined ? [] : [mail]), ...(webhook ? [post] : [])];
}
