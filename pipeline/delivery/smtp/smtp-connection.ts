import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Message } from '../../messages/message.ts';
import type { Connection, ConnectionLimits } from '../transport/transport.ts';
import { goodbyeTimeout } from './final-reply.ts';
import type { KnownServer } from './known-server.ts';
import { SmtpDialog } from './smtp-dialog.ts';
import type { SmtpExtensions } from './smtp-extensions.ts';
import { SmtpTransaction } from './smtp-transaction.ts';

interface SmtpConnectionOptions {
  readonly extensions: SmtpExtensions;
  readonly limits: ConnectionLimits;
  readonly server: KnownServer;
}

/**
 * Sends messages over a connection that nodemailer has opened. Where the server offers PIPELINING, the end of
 * a message and the envelope of the next one leave as one group (RFC 2920, 3.1), so that each message costs
 * one round trip less.
 */
export function createSmtpConnection(smtp: SMTPConnection, options: SmtpConnectionOptions): Connection {
  const { limits, server } = options;
  const pipelining = options.extensions.pipelining && server.takesEnvelopes;
  const extensions = { ...options.extensions, pipelining };
  let left = limits.messagesPerConnection;
  let present: SmtpTransaction | undefined;
  /** The transaction that was begun with the end of the present one. */
  let ahead: SmtpTransaction | undefined;
  const dialog = new SmtpDialog(smtp, {
    onEnd: (detail) => forBoth((transaction) => transaction.end(detail)),
    onTimeout: (detail) => forBoth((transaction) => transaction.expire(detail)),
    onUnexpected: (reply) => forBoth((transaction) => transaction.interrupt(reply)),
  });

  return {
    get usable() {
      // A transaction that was refused ahead has its outcome, although the connection may have ended.
      return ahead && !ahead.isLost ? true : dialog.isOpen && left > 0;
    },
    async write(message) {
      const begun = ahead;
      const refusal = begun?.message === message ? undefined : extensions.refuse(message);
      if (refusal) return { kind: 'unwritable', reply: refusal };
      if (begun && begun.message !== message)
        dialog.end('The envelope that was sent ahead is not that of the next message');
      present = begun ?? begin(message, { isAhead: false });
      ahead = undefined;
      return present.written;
    },
    async close() {
      if (present?.isUnderWay || ahead) dialog.end('The run was stopped');
      else if (dialog.isOpen) await sayGoodbye();
      dialog.end('The connection was closed');
    },
  };

  function begin(message: Message, { isAhead }: { isAhead: boolean }): SmtpTransaction {
    left--;
    const transaction = new SmtpTransaction({
      ...{ dialog, extensions, server, limits, message, isAhead },
      isFirst: present === undefined,
      reset: present?.isOpenAtServer ?? false,
      begin: beginAhead,
      onOutOfStep: () => {
        if (ahead) server.takesGroups = false;
        forBoth((each) => each.loseStep());
      },
      onBadGroup: () => {
        present?.doubtRefusal();
        server.takesGroups = false;
      },
    });
    transaction.open();
    return transaction;
  }

  function beginAhead(next: Message): SmtpTransaction | undefined {
    if (left > 0 && pipelining && server.takesGroups && !extensions.refuse(next))
      ahead = begin(next, { isAhead: true });
    return ahead;
  }

  function forBoth(act: (transaction: SmtpTransaction) => void): void {
    if (present) act(present);
    if (ahead) act(ahead);
    dialog.end('The connection ended');
  }

  /** Sends QUIT (RFC 5321, 4.1.1.10), because dropped connections look like trouble in the server's log. */
  function sayGoodbye(): Promise<void> {
    return new Promise((resolve) => {
      smtp.once('end', resolve);
      dialog.command('QUIT\r\n', goodbyeTimeout, () => resolve());
    });
  }
}
