/** The client, as far as its claims can be trusted. */
export interface Client {
  readonly address: string;
  /** Whether the connection to the client is encrypted. */
  readonly isSecure: boolean;
  /** Whether the request came through a trusted proxy, whose headers count. */
  readonly isProxied: boolean;
}
