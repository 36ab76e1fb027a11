import { error, warning } from './entry.ts';

/** Dispatches, the ledger and the transports. */
export const deliveryCodes = {
  'smtp-missing': error(() => ({
    message: 'SMTP_URL is not set, so there is no mail server to send through.',
    hint: 'Set SMTP_URL, such as smtps://user:password@mail.example.org. Without it, messages go to the outbox.',
  })),
  'smtp-url': error((data: { reason: string }) => ({
    message: `SMTP_URL is not valid: ${data.reason}.`,
    hint: 'Write smtps://user:password@mail.example.org:465, or smtp:// with port 587 for STARTTLS.',
  })),
  'smtp-unreachable': error((data: { host: string; reason: string }) => ({
    message: `The mail server ${data.host} cannot be reached: ${data.reason}.`,
    hint: 'Check the host and the port in SMTP_URL, and that the firewall allows the connection. Unsent mail stays planned.',
  })),
  'smtp-tls': error((data: { host: string; reason: string }) => ({
    message: `The connection to the mail server ${data.host} is not secure: ${data.reason}.`,
    hint: 'Check the host name in SMTP_URL and the certificate: Courant sends only over TLS, to a server whose certificate is valid.',
  })),
  'smtp-authentication': error((data: { host: string; reply: string }) => ({
    message: `The mail server ${data.host} rejected the user name or password: ${data.reply}.`,
    hint: 'Check both in SMTP_URL, and percent-encode characters such as @ and / there.',
  })),
  'render-ended': error((data: { signal: string | undefined }) => ({
    message: `The process that renders the issue ${data.signal === undefined ? 'ended before its work was done' : `was ended by ${data.signal}`}. The issue was not sent.`,
    hint:
      data.signal === undefined
        ? 'It has printed the reason.'
        : 'Run the command again. If this happens again, check whether the machine has enough free memory.',
  })),
  'issue-names': error((data: { issue: string; names: readonly string[] }) => ({
    message: `"${data.issue}" and its aliases are names of different issues that were sent: ${data.names.join(', ')}.`,
    hint: 'Nothing is sent, so that nobody gets an issue twice. Delete the alias that belongs to the other issue.',
  })),
  'issue-renamed': error((data: { issue: string; former: string; headline: string }) => ({
    message: `"${data.issue}" has the headline of "${data.former}", which was sent and whose folder is gone: \u201c${data.headline}\u201d.`,
    hint: `Nothing is sent, so that nobody gets an issue twice. If you renamed it, add "aliases: [${data.former}]" to its source; if it is another issue, give it another headline.`,
  })),
  'notice-unsent': warning((data: { issue: string; reason: string; end: string }) => ({
    message:
      data.end === 'uncertain'
        ? `The notice to the editors about "${data.issue}" may not have arrived: ${data.reason}.`
        : `The notice to the editors about "${data.issue}" was not sent: ${data.reason.replace(/\.$/, '')}.`,
    hint:
      data.end === 'planned'
        ? 'The next run tries again. The issue goes out at its moment, with or without a notice.'
        : 'Check schedule.notice.to in newsletter.yaml. The issue goes out at its moment, with or without a notice.',
  })),
  'alert-unsent': warning((data: { to: string; reason: string }) => ({
    message: `An alert could not be sent to ${data.to}: ${data.reason.replace(/\.$/, '')}.`,
    hint: 'A run tries again after 15 minutes. "courant status" shows the reason for the alert.',
  })),
  'maildir-missing': error((data: { folder: string }) => ({
    message: `There is no Maildir in ${data.folder}: it has no folder "new".`,
    hint: 'Check feedback.maildir in newsletter.yaml. The mail server creates the Maildir with its first message.',
  })),
  'maildir-unreadable': error((data: { folder: string; reason: string }) => ({
    message: `The Maildir ${data.folder} cannot be read: ${data.reason}.`,
    hint: 'Courant has to read the folders "new" and "cur" and move files between them. Check their owner.',
  })),
  'mail-taken': warning(() => ({
    message: 'Another process is handling a message that came back.',
    hint: 'The message stays in the mailbox, and the next run looks at it again.',
  })),
  'mail-too-large': warning((data: { size: number; largest: number }) => ({
    message: `A message that came back is ${Math.ceil(data.size / 1_000_000)} MB in size. Courant reads at most ${data.largest / 1_000_000} MB.`,
    hint: 'Courant does not read it again. If it came from a mailbox, look at it there.',
  })),
  'aside-unwritable': error((data: { folder: string; reason: string }) => ({
    message: `Courant cannot keep messages that came back in ${data.folder}: ${data.reason}.`,
    hint: 'Check the owner of the folder and the free space. A message that Courant cannot keep stays in the mailbox, and the next run tries again.',
  })),
  'imap-url': error((data: { reason: string }) => ({
    message: `IMAP_URL is not valid: ${data.reason}.`,
    hint: 'Write imaps://user:password@mail.example.org/INBOX, and percent-encode characters such as @ in the user name.',
  })),
  'imap-failed': error((data: { host: string; reason: string }) => ({
    message: `The mailbox on ${data.host} cannot be read: ${data.reason}.`,
    hint: 'Check IMAP_URL, and the password or IMAP_TOKEN_COMMAND. The next run continues where this one ended.',
  })),
  'imap-unreachable': error((data: { host: string; reason: string }) => ({
    message: `The IMAP server ${data.host} cannot be used: ${data.reason}.`,
    hint: 'Check the host and the port in IMAP_URL, the certificate of the server, and the firewall.',
  })),
  'imap-token': error((data: { reason: string }) => ({
    message: `IMAP_TOKEN_COMMAND printed no token: ${data.reason}.`,
    hint: 'Run the command in a shell. It must print an access token and nothing else within 30 seconds.',
  })),
  'reply-unsent': warning((data: { reason: string }) => ({
    message: `A reader\u2019s reply could not be forwarded: ${data.reason.replace(/\.$/, '')}.`,
    hint: 'The mail is in .courant/feedback: forward it by hand. Check feedback.replies in newsletter.yaml and SMTP_URL.',
  })),
  'transport-unknown': error((data: { transport: string }) => ({
    message: `This dispatch began with "${data.transport}", a transport that this version of Courant does not have.`,
    hint: 'Resume it with the version that began it, or end it with "courant send --cancel".',
  })),
  'test-not-accepted': error((data: { reply: string; advice?: string | undefined }) => ({
    message: `The mail server rejected the test message: ${data.reply}.`,
    hint: `${data.advice ?? 'See docs/operator/delivery.md for the usual replies.'} Nothing was sent.`,
  })),
  'test-uncertain': error(() => ({
    message: 'The mail server received the test message but did not confirm it.',
    hint: 'Look in the mailbox before you send it again.',
  })),
  'outbox-failed': error((data: { folder: string; reason: string }) => ({
    message: `The outbox ${data.folder} cannot be written: ${data.reason}.`,
    hint: "Free some space or check the folder's permissions, then run the command again. Unwritten messages stay planned.",
  })),
  'editions-missing': error((data: { issue: string; locales: readonly string[] }) => ({
    message: `The issue "${data.issue}" cannot be sent, because these editions are not ready: ${data.locales.join(', ')}.`,
    hint: 'Set their status to ready, or set languages.missingTranslation in newsletter.yaml to "hold" or "source".',
  })),
  'store-newer': error((data: { found: number; known: number }) => ({
    message: `The ledger has version ${data.found}, but this Courant supports versions up to ${data.known}.`,
    hint: 'Update Courant: an older version must not write to this ledger.',
  })),
  'store-corrupt': error((data: { place: string }) => ({
    message: `The file ${data.place} is damaged or is not a database.`,
    hint: 'Do not delete it: it records who received what. Restore the latest backup as docs/operator/delivery.md describes.',
  })),
  'store-deleted': error((data: { place: string }) => ({
    message: `The database ${data.place} was deleted or replaced while Courant was using it. Nothing more is recorded or sent.`,
    hint: 'Stop every process of Courant in this publication, and restore the latest backup: "courant restore <file>".',
  })),
  'store-busy': error((data: { place: string }) => ({
    message: `Another program has locked the database ${data.place}.`,
    hint: 'Close that program, such as a database browser, and run the command again.',
  })),
  'store-unreachable': error((data: { place: string; reason: string }) => ({
    message: `The database at ${data.place} cannot be reached: ${data.reason}.`,
    hint: 'Check the address and that the database is running. Nothing is lost: the next run continues from the ledger.',
  })),
  'backup-exists': error((data: { file: string }) => ({
    message: `${data.file} already exists. A backup never overwrites a file.`,
    hint: 'Give the new backup another name, such as one with the date.',
  })),
  'backup-failed': error((data: { file: string; reason: string }) => ({
    message: `The backup ${data.file} could not be written: ${data.reason}.`,
    hint: 'Check that the folder exists, that you may write there, and that the disk has room for another copy of the database.',
  })),
  'backup-postgres': error((data: { verb: string }) => ({
    message: `DATABASE_URL is set, and Courant cannot ${data.verb} a PostgreSQL database.`,
    hint: 'Use the tools of PostgreSQL, as docs/operator/state.md describes.',
  })),
  'restore-refused': error((data: { file: string; reason: string }) => ({
    message: `${data.file} cannot be restored: ${data.reason}. Nothing was changed.`,
    hint: 'Name a file that "courant backup" wrote, and check that it was copied completely.',
  })),
  'store-in-use': error(() => ({
    message: 'Another process uses the database of this publication. Nothing was changed.',
    hint: 'Stop "courant serve", "courant work", the studio and every schedule, and run the command again.',
  })),
  'store-moved': error(() => ({
    message: 'The ledger of this publication was copied to PostgreSQL, and DATABASE_URL is not set.',
    hint: 'Set DATABASE_URL. Two ledgers would each send every issue.',
  })),
  'copy-target': error((data: { reason: string }) => ({
    message: `The database of DATABASE_URL cannot take the copy: ${data.reason}. Nothing was changed.`,
    hint: 'Create an empty database, set DATABASE_URL to it, and run the command again.',
  })),
  'copy-differs': error((data: { tables: readonly string[] }) => ({
    message: `The copy differs from the original: ${data.tables.join(', ')}. The original is still the one in use.`,
    hint: 'Something else has written to the new database. Empty it, and copy again.',
  })),
  'store-full': error((data: { place: string }) => ({
    message: `The database ${data.place} cannot be written: the disk is full.`,
    hint: 'Free some space and run the command again. Nothing is lost: it continues from the ledger.',
  })),
  'store-failed': error((data: { place: string; reason: string }) => ({
    message: `The database ${data.place} failed: ${data.reason}.`,
    hint: "Check the disk and the folder's permissions. Nothing is lost: the next run continues from the ledger.",
  })),
};
