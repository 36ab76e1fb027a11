/** The facts about a client that do not depend on untrusted headers. */
export interface Client {
  readonly address: string;
  /** Whether the connection to the client is encrypted. */
  readonly isSecure: boolean;
  /** Whether the request came through a trusted proxy. */
  readonly isProxied: boolean;
}
