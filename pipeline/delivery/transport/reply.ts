/** A server's reply (RFC 5321, 4.2). */
export interface Reply {
  readonly code: number;
  /** RFC 3463, such as `5.1.1`. */
  readonly enhanced: string | undefined;
  readonly text: string;
}

/**
 * Formats a reply for people: `550 5.1.1 No such user`. Parts that the server left out are null in the
 * ledger.
 */
export function formatReply({ code, enhanced, text }: { [part in keyof Reply]: Reply[part] | null }): string {
  return [code, enhanced, text].filter(Boolean).join(' ');
}
