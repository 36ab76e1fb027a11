import { isIP } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { fail } from '../../foundation/problems/problem.ts';
import { formatReply } from '../transport/reply.ts';
import type { ConnectionLimits, Transport } from '../transport/transport.ts';
import { createKnownServer } from './known-server.ts';
import { parseReply } from './parse-reply.ts';
import { redactSecrets } from './redact-secrets.ts';
import type { SmtpAddress } from './smtp-address.ts';
import { createSmtpConnection } from './smtp-connection.ts';
import { readExtensions } from './smtp-extensions.ts';
import { smtpTraits } from './smtp-traits.ts';

interface SmtpTransportOptions {
  readonly address: SmtpAddress;
  readonly settings: ConnectionLimits;
}

/** How long the greeting, the TLS handshake, and each reply before the first message may take, in ms. */
const connectTimeout = 30_000;

/** All of them together may take this many times as long, because nodemailer waits as long as more bytes of one arrive. */
const longestConnect = 4;

/**
 * Mail by SMTP (RFC 5321), over TLS unless the server runs on this machine. Connecting fails with
 * `smtp-unreachable`, `smtp-tls` or `smtp-authentication`.
 */
export function createSmtpTransport({ address, settings }: SmtpTransportOptions): Transport {
  const server = createKnownServer();
  return {
    ...smtpTraits,
    async connect() {
      const timeout = Math.min(connectTimeout, settings.replyTimeout);
      const connection = new SMTPConnection({
        host: address.connectTo ?? address.host,
        port: address.port,
        secure: address.secure,
        requireTLS: address.requireTls && !address.secure,
        ...(address.name === undefined ? {} : { name: address.name }),
        tls: {
          rejectUnauthorized: address.verify,
          minVersion: 'TLSv1.2',
          // A server name must not be an IP address (RFC 6066, section 3).
          ...(address.connectTo !== undefined && isIP(address.host) === 0 && { servername: address.host }),
        },
        connectionTimeout: timeout,
        greetingTimeout: timeout,
        // How long the server may be silent before EHLO and the login are done.
        socketTimeout: timeout,
        // After closing, nothing more may leave the socket, not even data that is already written to it.
        socketCloseTimeout: 0,
      });
      const late = Object.assign(new Error('The server takes too long'), { code: 'ETIMEDOUT' });
      const timer = setTimeout(() => connection.emit('error', late), longestConnect * timeout);
      const step = (begin: (callback: (error?: Error | null) => void) => void) =>
        new Promise<void>((resolve, reject) => {
          connection.once('error', reject);
          begin((error) => (error ? reject(error) : resolve()));
        }).catch((error) => {
          clearTimeout(timer);
          refuse(error, address, connection);
        });
      await step((callback) => connection.connect(callback));
      const extensions = readExtensions(connection.lastServerResponse || '');
      const { user, password } = address;
      if (user !== undefined || password !== undefined)
        await step((callback) => connection.login({ user, pass: password }, callback));
      clearTimeout(timer);
      connection.removeAllListeners('error');
      // From here on, each step has its own time-out in smtp-dialog.ts. The one of the socket must never expire
      // first, not even in a process that was suspended for hours.
      if (connection._socket) connection._socket.setTimeout(0);
      return createSmtpConnection(connection, { extensions, limits: settings, server });
    },
  };
}

interface ConnectError extends Error {
  code?: string;
  originalCode?: string;
  response?: string;
}

function refuse(error: ConnectError, address: SmtpAddress, connection: SMTPConnection): never {
  const { host } = address;
  // Later errors belong to a connection that is no longer used.
  connection.on('error', () => {});
  connection.close();
  const reply = error.response && redactSecrets(formatReply(parseReply(error.response)), address);
  const reason = redactSecrets(reasonOf(error), address);
  const permanent = Boolean(reply?.startsWith('5'));
  if (error.code === 'EAUTH' && (permanent || !reply))
    fail('smtp-authentication', { host, reply: reply ?? 'SMTP_URL has no user or no password' });
  if (isAboutTls(error)) fail('smtp-tls', { host, reason: reply ?? redactSecrets(error.message, address) });
  fail('smtp-unreachable', { host, reason: reply ?? reason });
}

function isAboutTls({ code, originalCode = '', message }: ConnectError): boolean {
  return code === 'ETLS' || /CERT|SSL|TLS|ALTNAME|SIGNATURE/.test(originalCode) || /STARTTLS/.test(message);
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no host has this name',
  EDNS: 'no host has this name',
  ETIMEDOUT: 'it does not answer',
  ECONNECTION: 'it closes the connection',
};

function reasonOf({ code = '', originalCode = '', message }: ConnectError): string {
  return reasons[originalCode] ?? reasons[code] ?? message;
}
