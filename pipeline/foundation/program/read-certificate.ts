import { isIP, type Socket } from 'node:net';
import { connect } from 'node:tls';

/** The validity of a server's certificate. Times are milliseconds since 1970. */
export interface Certificate {
  readonly beginsAt: number;
  readonly endsAt: number;
}

interface Server {
  readonly host: string;
  readonly port: number;
  /** What to send before the connection ends, such as QUIT in SMTP. */
  readonly farewell?: string;
  /** A connection on which the server expects the handshake now. Left out to open one. */
  readonly socket?: Socket;
}

/**
 * Reads the certificate that a server presents, even if it is no longer valid. Undefined when there is no
 * TLS connection, which the user of the server reports. `timeout` is in ms.
 */
export function readCertificate(
  { farewell = '', ...server }: Server,
  timeout: number,
): Promise<Certificate | undefined> {
  return new Promise((resolve) => {
    // A server name must not be an IP address (RFC 6066, section 3).
    const name = isIP(server.host) ? {} : { servername: server.host };
    const socket = connect({ ...server, ...name, rejectUnauthorized: false });
    const end = (certificate?: Certificate) => {
      clearTimeout(timer);
      if (certificate === undefined) socket.destroy();
      else socket.end(farewell);
      // A server that does not close its side must not keep the process alive.
      socket.unref();
      resolve(certificate);
    };
    const timer = setTimeout(end, timeout);
    socket.on('error', () => end());
    socket.once('close', () => end());
    socket.once('secureConnect', () => {
      const { valid_from: begins, valid_to: ends } = socket.getPeerCertificate();
      const [beginsAt, endsAt] = [Date.parse(begins), Date.parse(ends)];
      end(Number.isNaN(beginsAt) || Number.isNaN(endsAt) ? undefined : { beginsAt, endsAt });
    });
  });
}
