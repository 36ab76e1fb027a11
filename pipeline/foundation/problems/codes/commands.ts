import { error } from './entry.ts';

/** What a command refuses to do, and why. */
export const commandCodes = {
  'issue-exists': error((data: { slug: string }) => ({
    message: `There is an issue "${data.slug}" already.`,
    hint: 'Take another name, or go on writing that one.',
  })),
  'issue-not-ready': error((data: { slug: string | undefined }) => ({
    message:
      data.slug === undefined
        ? 'No issue is ready to be sent.'
        : `The issue "${data.slug}" is not ready to be sent.`,
    hint: 'Set "status: ready" in its source once it may go out.',
  })),
  'issue-withdrawn': error((data: { issue: string }) => ({
    message: `The issue "${data.issue}" has been withdrawn, and is not sent.`,
    hint: 'Take "withdrawn" out if it shall be sent after all.',
  })),
  'issue-expired': error((data: { issue: string; expired: string }) => ({
    message: `The issue "${data.issue}" expired at ${data.expired}, and goes to nobody any more.`,
    hint: 'Move "expires" in its source if it is worth sending all the same.',
  })),
  'dispatch-none': error((data: { issue: string; transport: string }) => ({
    message: `Nothing was sent of "${data.issue}" by ${data.transport} yet.`,
    hint: 'Send it first: courant send. "courant status" lists what was sent.',
  })),
  'dispatch-cancelled': error((data: { issue: string }) => ({
    message: `The dispatch of "${data.issue}" was cancelled, and stays so.`,
    hint: 'Send a correction (--correction): a dispatch of its own, to everybody.',
  })),
  'edition-unknown': error((data: { locale: string; issue: string; known: readonly string[] }) => ({
    message: `The issue "${data.issue}" has no edition in "${data.locale}".`,
    hint: `It has: ${data.known.join(', ')}.`,
  })),
  'secret-missing': error(() => ({
    message: 'COURANT_SECRET is not set, and the links to unsubscribe are signed with it.',
    hint: 'Set it to at least 32 random characters, and keep it: old links are only good with it.',
  })),
  'public-unreachable': error((data: { address: string; reason: string }) => ({
    message: `${data.address} cannot be reached (${data.reason}), and the mail would point at it.`,
    hint: 'Publish the archive first. "--skip-public-check" sends without asking.',
  })),
  'not-confirmed': error((data: { recipients: number }) => ({
    message: `Nobody was there to confirm that ${data.recipients} people shall get this.`,
    hint: 'Say --yes where nobody can be asked, such as in CI.',
  })),
};
