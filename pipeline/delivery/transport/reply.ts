/** A server's reply (RFC 5321, 4.2). */
export interface Reply {
  readonly code: number;
  /** RFC 3463, such as `5.1.1`. */
  readonly enhanced: string | undefined;
  readonly text: string;
}

/** A reply for a person: `550 5.1.1 No such user`. The ledger keeps null for what a server did not say. */
export function formatReply({ code, enhanced, text }: { [part in keyof Reply]: Reply[part] | null }): string {
  return [code, enhanced, text].filter(Boolean).join(' ');
}
