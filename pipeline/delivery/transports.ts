import { smtp } from './smtp/smtp.ts';
import { outbox } from './transport/outbox.ts';
import type { Environment, TransportKind, TransportTraits } from './transport/transport.ts';

/** Every transport, the preferred one first; docs/contributor/add-a-transport.md tells how to add one. */
export const transports: readonly TransportKind[] = [smtp, outbox];

/**
 * The transport of a new dispatch: the first one that the environment configures. `trial` leaves out those that
 * reach people.
 */
export function chooseTransport(environment: Environment, { trial = false } = {}): TransportKind {
  const allowed = transports.filter((kind) => !(trial && kind.reachesPeople));
  return allowed.find((kind) => kind.isConfigured(environment)) ?? outbox;
}

/** The transport of that name; undefined for a name that a later version wrote into the ledger. */
export function findTransport(name: string): TransportKind | undefined {
  return transports.find((kind) => kind.name === name);
}

/** What is known of a transport. An unknown one is taken to reach people, and none of its failures to pass. */
export function describeTransport(name: string): TransportTraits {
  return findTransport(name) ?? { ...unknown, name, label: name, way: `by ${name}` };
}

const unknown = { reachesPeople: true, isPassing: () => false, isOurFault: () => false };
