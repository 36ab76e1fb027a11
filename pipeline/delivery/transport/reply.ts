/** What a server said (RFC 5321, 4.2). */
export interface Reply {
  readonly code: number;
  /** RFC 3463, such as `5.1.1`. */
  readonly enhanced: string | undefined;
  readonly text: string;
}

/** A reply for a person: `550 5.1.1 No such user`. */
export function formatReply({ code, enhanced, text }: Reply): string {
  return [code, enhanced, text].filter(Boolean).join(' ');
}
