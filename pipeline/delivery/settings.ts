/** How a dispatch is delivered. `delivery:` in newsletter.yaml overrides the defaults, field by field. */
export interface DeliverySettings {
  /** Connections of this process to the mail server. */
  readonly connections: number;
  /** Messages over one connection before it is closed and opened anew: many servers count them. */
  readonly messagesPerConnection: number;
  /** How many deliveries a process takes at a time. */
  readonly claimSize: number;
  /** How long a claimed delivery is held without a sign of life, in ms. Renewed while the process lives. */
  readonly claimLease: number;
  /** How long the server may take for its reply after the final dot, in ms (RFC 5321, 4.5.3.2.6: 10 minutes). */
  readonly finalReplyTimeout: number;
  /** How long it may take for any other reply, in ms (RFC 5321, 4.5.3.2: 5 minutes). */
  readonly replyTimeout: number;
  /** How long gates and outcomes are gathered for one commit, in ms. */
  readonly commitInterval: number;
  readonly retry: {
    /** The wait after the first refusal, in ms; it doubles with each further one. Greylisting asks for 5 minutes. */
    readonly first: number;
    /** The wait after a connection that broke before the final dot, in ms; it doubles in the same way. */
    readonly afterLoss: number;
    /** The longest wait, in ms. */
    readonly longest: number;
    /** From the first attempt on; after it the delivery expires. In ms. */
    readonly maxAge: number;
  };
  /** Without it, as fast as the server takes them. */
  readonly pace?: PaceSettings;
  readonly slowDown: {
    /** How long a domain is left alone that says we are too fast, in ms; it doubles each time. */
    readonly first: number;
    /** The longest that it is left alone, in ms. */
    readonly longest: number;
  };
  readonly breaker: {
    /** So many recipients in a row that fail the same way at their first attempt pause the dispatch. */
    readonly sameFailures: number;
    /** The same for failures that a dispatch must not have many of: our sender refused, or a message in doubt. */
    readonly graveFailures: number;
  };
  /** How long a run waits for a delivery that is due later, in ms; what is due after that is left to a later run. */
  readonly patience: number;
  /** How long a run that is told to stop may take for what is under way, in ms. */
  readonly stopGrace: number;
}

/** How fast a dispatch may be, all processes together. Held at the gate of each message, not afterwards. */
export interface PaceSettings {
  /** Messages a second. */
  readonly perSecond?: number;
  /** Begins at `from` messages a second and doubles every `doubleEvery` ms, up to `perSecond`. */
  readonly warmUp?: { readonly from: number; readonly doubleEvery: number };
  /** For each domain. */
  readonly perDomain?: DomainPace;
  /** For these domains instead, such as `example.org`. */
  readonly domains?: Readonly<Record<string, DomainPace>>;
}

export interface DomainPace {
  /** Messages a second. */
  readonly perSecond?: number;
  /** Messages that wait for their reply at the same time. */
  readonly inFlight?: number;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

export const defaultDeliverySettings: DeliverySettings = {
  connections: 5,
  messagesPerConnection: 100,
  claimSize: 100,
  claimLease: 30 * second,
  finalReplyTimeout: 10 * minute,
  replyTimeout: 5 * minute,
  commitInterval: 2,
  retry: { first: 5 * minute, afterLoss: second, longest: 4 * hour, maxAge: 48 * hour },
  slowDown: { first: 10 * second, longest: 15 * minute },
  breaker: { sameFailures: 20, graveFailures: 5 },
  patience: 15 * minute,
  stopGrace: 4 * second,
};

/** A row in `sending` is judged dead only when its process would itself have given up on the reply before. In ms. */
export function sendingLease({ finalReplyTimeout }: DeliverySettings): number {
  return Math.ceil(finalReplyTimeout * 1.1);
}
