/** Who asks, as far as it can be believed. */
export interface Client {
  /** The IP address. */
  readonly address: string;
  /** Whether the way to them is encrypted. */
  readonly isSecure: boolean;
  /** Whether a proxy of ours stands between, whose headers are believed. */
  readonly isProxied: boolean;
}
