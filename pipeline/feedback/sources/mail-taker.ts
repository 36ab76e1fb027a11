/** What a mailbox does with each of its mails. */
export interface MailTaker {
  /** Returns false if the mail could not be handled this time. The mailbox then keeps it for the next time. */
  readonly take: (raw: Uint8Array) => Promise<boolean>;
  /** Names a mail that is too large. It stays in the mailbox, and nothing reads it again. */
  readonly refuse: (size: number) => void;
}

/** In bytes. No report has this size, and a larger mail would fill the memory. */
export const largestMail = 50_000_000;
