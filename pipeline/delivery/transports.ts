import { smtp } from './smtp/smtp.ts';
import { outbox } from './transport/outbox.ts';
import type { Environment, TransportKind, TransportTraits } from './transport/transport.ts';

/** Creates a registry of transports, the preferred one first. */
export function createTransports(transports: readonly TransportKind[]) {
  return {
    createTransports,
    transports,

    /**
     * Chooses the transport of a new dispatch: the first one that the environment configures. `trial` leaves
     * out those that reach people.
     */
    chooseTransport(environment: Environment, { trial = false } = {}): TransportKind {
      const allowed = transports.filter((kind) => !(trial && kind.reachesPeople));
      return allowed.find((kind) => kind.isConfigured(environment)) ?? outbox;
    },

    /**
     * Finds the transport with this name; undefined if another version of Courant wrote the name into the
     * ledger.
     */
    findTransport,

    /**
     * The traits of a transport. An unknown transport counts as reaching people, and all of its failures as permanent.
     */
    describeTransport(name: string): TransportTraits {
      return findTransport(name) ?? { ...unknown, name, label: name, way: `by ${name}` };
    },
  };

  function findTransport(name: string): TransportKind | undefined {
    return transports.find((kind) => kind.name === name);
  }
}

const unknown = { reachesPeople: true, isPassing: () => false, isOurFault: () => false };

/** Every transport of Courant. docs/contributor/add-a-transport.md shows how to add one. */
const own = createTransports([smtp, outbox]);
export const { transports, chooseTransport, findTransport, describeTransport } = own;
