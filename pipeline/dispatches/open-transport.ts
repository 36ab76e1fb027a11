import type { BegunDispatch } from '../delivery/ledger/dispatch-state.ts';
import type { Transport, TransportKind } from '../delivery/transport/transport.ts';
import { findTransport } from '../delivery/transports.ts';
import { fail } from '../foundation/problems/problem.ts';
import { type ProgramContext, stateFolder } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';

/** Opens a transport for the messages of an issue, or of `notices`. */
export async function openTransport(
  context: ProgramContext,
  newsletter: Newsletter,
  kind: TransportKind,
  subject: string,
): Promise<Transport> {
  const { deliverySettings } = await import('./delivery-options.ts');
  const limits = await deliverySettings(newsletter);
  return kind.open({
    environment: context.environment,
    stateFolder: stateFolder(context),
    subject,
    limits,
  });
}

/**
 * Opens the transport of a dispatch that has begun, for its remaining deliveries. Fails with
 * `secret-missing`, because the links in the mail have to keep working. Also fails with `transport-unknown`,
 * or with a problem of opening the transport.
 */
export async function reopenTransport(
  context: ProgramContext,
  newsletter: Newsletter,
  { issue, transport }: BegunDispatch,
): Promise<Transport> {
  const kind = findTransport(transport) ?? fail('transport-unknown', { transport });
  const opened = await openTransport(context, newsletter, kind, issue);
  if (kind.reachesPeople && !context.environment['COURANT_SECRET']) fail('secret-missing', {});
  return opened;
}
