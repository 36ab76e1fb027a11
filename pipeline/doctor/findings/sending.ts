import type { KeyObject } from 'node:crypto';
import type { Problem } from '../../foundation/problems/problem.ts';

/** What the configuration says about the mail that leaves: the input of most checks. */
export interface Sending {
  /** The domain of the From address, in A-labels. */
  readonly from: string;
  /** The address that bounces go to, which is MAIL FROM. */
  readonly returnPath: string;
  /** The domains that answers go to. */
  readonly replyTo: readonly string[];
  /** Undefined if the relay signs. */
  readonly dkim: Signing | undefined;
  readonly relay: Relay;
}

interface Signing {
  readonly domain: string;
  readonly keys: readonly SigningKey[];
  /** Why the keys cannot be used. */
  readonly problems: readonly Problem[];
}

export interface SigningKey {
  readonly selector: string;
  readonly publicKey: KeyObject;
}

/** The server in SMTP_URL. */
interface Relay {
  /** Undefined if SMTP_URL is not set. */
  readonly host: string | undefined;
  /** The addresses from which receivers get the mail. Empty if they are not known. */
  readonly addresses: readonly string[];
  /** Whether the addresses are only those of the host, so that mail may leave from others. */
  readonly isGuess: boolean;
}
