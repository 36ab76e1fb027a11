import { error } from './entry.ts';

/** Dispatches, the ledger and the transports. */
export const deliveryCodes = {
  'smtp-missing': error(() => ({
    message: 'There is no server to send by: SMTP_URL is not set.',
    hint: 'Set SMTP_URL, such as smtps://user:password@mail.example.org. Without it, messages go into the outbox.',
  })),
  'smtp-url': error((data: { reason: string }) => ({
    message: `SMTP_URL cannot be used: ${data.reason}.`,
    hint: 'Its form is smtps://user:password@mail.example.org:465, or smtp:// with port 587 for STARTTLS.',
  })),
  'smtp-unreachable': error((data: { host: string; reason: string }) => ({
    message: `The mail server ${data.host} cannot be reached: ${data.reason}.`,
    hint: 'Check host and port in SMTP_URL, and that this machine may connect there. What was not sent stays planned.',
  })),
  'smtp-tls': error((data: { host: string; reason: string }) => ({
    message: `There is no safe connection to the mail server ${data.host}: ${data.reason}.`,
    hint: 'Mail is handed over encrypted, to a server whose certificate is valid. Check the host name in SMTP_URL and the certificate.',
  })),
  'smtp-authentication': error((data: { host: string; reply: string }) => ({
    message: `The mail server ${data.host} did not accept the user and password: ${data.reply}.`,
    hint: 'Check the user and password in SMTP_URL; characters such as @ and / are percent-encoded there.',
  })),
  'test-not-accepted': error((data: { reply: string }) => ({
    message: `The test message was not accepted: ${data.reply}.`,
    hint: 'Nothing was sent. The server says why; docs/operator/delivery.md explains the usual replies.',
  })),
  'test-uncertain': error(() => ({
    message: 'The test message was handed over, and the server did not say whether it took it.',
    hint: 'Look into the mailbox before you send it again.',
  })),
  'outbox-failed': error((data: { folder: string; reason: string }) => ({
    message: `The outbox ${data.folder} cannot be written: ${data.reason}.`,
    hint: 'Make room, or check the rights on the folder, and run the command again. What was not written stays planned.',
  })),
  'editions-missing': error((data: { issue: string; locales: readonly string[] }) => ({
    message: `The issue "${data.issue}" is not sent, because an edition is not ready: ${data.locales.join(', ')}.`,
    hint: 'Set its status to ready, or choose in newsletter.yaml what becomes of its readers: hold, source or refuse.',
  })),
  'ledger-restored': error((data: { place: string }) => ({
    message: `The ledger in ${data.place} knows less than was sent from here: it was put back from a backup, or is a new one.`,
    hint: 'Going on could send mail twice. Read docs/operator/delivery.md on restored ledgers, then decide with --accept-ledger.',
  })),
  'store-newer': error((data: { found: number; known: number }) => ({
    message: `The ledger has version ${data.found}, and this Courant knows versions up to ${data.known}.`,
    hint: 'Update Courant. An older one must not write into this ledger.',
  })),
  'store-corrupt': error((data: { place: string }) => ({
    message: `The database ${data.place} is damaged, or is no database.`,
    hint: 'Do not delete it: it knows who got what. Put the latest backup back; docs/operator/delivery.md tells what follows.',
  })),
  'store-busy': error((data: { place: string }) => ({
    message: `The database ${data.place} is held by another program.`,
    hint: 'Close what has it open, such as a database browser, and run the command again.',
  })),
  'store-unreachable': error((data: { place: string; reason: string }) => ({
    message: `The database of ${data.place} cannot be reached: ${data.reason}.`,
    hint: 'Check the address, and that the database is up. Nothing is lost: a later run goes on from the ledger.',
  })),
  'store-full': error((data: { place: string }) => ({
    message: `The database ${data.place} cannot be written: the disk is full.`,
    hint: 'Make room and run the command again. Nothing is lost: it goes on from the ledger.',
  })),
  'store-failed': error((data: { place: string; reason: string }) => ({
    message: `The database ${data.place} failed: ${data.reason}.`,
    hint: 'Check the disk and the rights on the folder. The ledger is written before each message, so a later run goes on from it.',
  })),
};
