/** Facts about a client that come from the connection and from trusted proxies only. */
export interface Client {
  readonly address: string;
  /** Whether the connection to the client is encrypted. */
  readonly isSecure: boolean;
  /** Whether the request came through a trusted proxy. */
  readonly isProxied: boolean;
}
