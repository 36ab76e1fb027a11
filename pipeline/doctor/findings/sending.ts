import type { KeyObject } from 'node:crypto';
import type { Problem } from '../../foundation/problems/problem.ts';

/** The configuration of outgoing mail, which most checks need. */
export interface Sending {
  /** The domain of the From address, in A-labels. */
  readonly from: string;
  /** The address that bounces go to, which is MAIL FROM. */
  readonly returnPath: string;
  /** The domains that replies go to. */
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
  /** The IP addresses that connect to receivers. Empty if they are not known. */
  readonly addresses: readonly string[];
  /** Whether these are only the addresses of the host in SMTP_URL; mail may then leave from others. */
  readonly isGuess: boolean;
}
