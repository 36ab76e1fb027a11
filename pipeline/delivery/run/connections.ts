import { type Problem, ProblemError } from '../../foundation/problems/problem.ts';
import type { Wait } from '../../foundation/time/wait.ts';
import type { Connection, Transport } from '../transport/transport.ts';
import type { DeliverySettings } from './settings.ts';
import { backOff } from './settle-outcome.ts';

interface ConnectionsOptions {
  readonly transport: Transport;
  readonly settings: DeliverySettings;
  readonly random: () => number;
  readonly wait: Wait;
  /** Aborted when the run ends. No connection is opened after that. */
  readonly signal: AbortSignal;
}

/** How many times in a row to try the server before the run gives up. */
const attempts = 6;
/** The wait after the first failure, in ms. */
const firstWait = 500;

/**
 * Opens and closes the connections of a run. If the server is unreachable, they share their attempts, with growing
 * pauses. A problem that only a person can fix (a password, a certificate) fails at once.
 */
export function createConnections({ transport, settings, random, wait, signal }: ConnectionsOptions) {
  const open = new Set<Connection>();
  let failures = 0;
  let pauses = 0;
  /** Whether the last pause, which is the one that counts, is under way. */
  let isPaused = false;
  let pause = Promise.resolve();

  return {
    /**
     * Returns the same connection while it is usable, otherwise a new one. Undefined when the run is ending, because a
     * slow server would have no time to reply to another message, or when the server accepts no further connection and
     * the others can continue without this one.
     */
    async renew(connection: Connection | undefined): Promise<Connection | undefined> {
      if (connection?.usable && !signal.aborted) return connection;
      await close(connection);
      try {
        const renewed = await connect();
        if (renewed) open.add(renewed);
        return renewed;
      } catch (error) {
        if (isPassing(transport, error) && open.size > 0) return undefined;
        throw error;
      }
    },
    close,
    async closeAll(): Promise<void> {
      await Promise.all([...open].map((connection) => connection.close()));
    },
  };

  async function close(connection: Connection | undefined): Promise<void> {
    if (!connection || !open.delete(connection)) return;
    // The attempts of connections that the server did not accept besides this one do not count.
    if (open.size === 0) failures = 0;
    await connection.close();
  }

  async function connect(): Promise<Connection | undefined> {
    while (!signal.aborted) {
      const begun = pauses;
      try {
        const connection = await connectOnce();
        failures = 0;
        return connection;
      } catch (error) {
        if (!isPassing(transport, error)) throw error;
        // Connections that failed at the same time share one failure and one pause. While none is open, those that fail
        // during the pause do so too.
        if (begun === pauses && !(isPaused && open.size === 0)) {
          failures++;
          if (failures >= attempts) throw error;
          pause = beginPause();
        }
        await pause;
      }
    }
    return undefined;
  }

  /** Undefined when the run ends first. A connection that comes later is closed. */
  async function connectOnce(): Promise<Connection | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<Connection | undefined>();
    const end = () => resolve(undefined);
    signal.addEventListener('abort', end, { once: true });
    transport
      .connect()
      .then((connection) => (signal.aborted ? connection.close() : resolve(connection)))
      .catch(reject);
    return promise.finally(() => signal.removeEventListener('abort', end));
  }

  async function beginPause(): Promise<void> {
    pauses++;
    const own = pauses;
    isPaused = true;
    await wait(backOff(firstWait, failures - 1, { random, retry: settings.retry }), signal);
    if (own === pauses) isPaused = false;
  }
}

/** Whether another attempt may help. */
export function isPassing(transport: Transport, error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.problems.every((problem) => transport.isPassing(problem));
}

/** Whether a person has to change something before any message can go. */
export function isOurFault(
  transport: Transport,
  error: unknown,
): error is ProblemError & { problems: readonly [Problem] } {
  return error instanceof ProblemError && error.problems.some((problem) => transport.isOurFault(problem));
}
