import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { readReply } from '../../delivery/smtp/read-reply.ts';

/** What a mail server shows before a login. */
export type SmtpProbe =
  | {
      readonly kind: 'answered';
      readonly greeting: string;
      /** The extensions in its reply to EHLO, such as `SIZE 10240000`. */
      readonly extensions: readonly string[];
      /** Undefined if the connection stayed without TLS, because the server does not offer it. */
      readonly tls: TlsFacts | undefined;
    }
  | { readonly kind: 'failed'; readonly reason: string };

interface TlsFacts {
  readonly protocol: string;
  /** Why the certificate is not valid for the host; undefined if it is. */
  readonly fault: string | undefined;
  /** When the certificate ends, in milliseconds since 1970. */
  readonly validTo: number;
}

interface ProbeOptions {
  /** The address to connect to. */
  readonly address: string;
  /** The name that the certificate has to cover. */
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly signal: AbortSignal;
  readonly timeout?: number;
}

/** Connects, says EHLO, starts TLS where it is offered, and says QUIT. Never throws. */
export async function probeSmtp(options: ProbeOptions): Promise<SmtpProbe> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeout ?? 10_000)]);
  const sockets: Socket[] = [];
  // A socket without a listener would end the process; the pending read reports the error.
  const keep = <Kind extends Socket>(socket: Kind): Kind => {
    socket.on('error', () => undefined);
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
    sockets.push(socket);
    return socket;
  };
  try {
    return await talk(options, signal, keep);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return {
      kind: 'failed',
      reason: signal.aborted ? 'it did not answer in time' : (reasons[code] ?? message),
    };
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closes the connection',
  EHOSTUNREACH: 'this machine has no route to it',
  ENETUNREACH: 'this machine has no route to it',
};

async function talk(
  { address, host, port, secure }: ProbeOptions,
  signal: AbortSignal,
  keep: <Kind extends Socket>(socket: Kind) => Kind,
): Promise<SmtpProbe> {
  const startTls = async (over: { socket: Socket; host: string } | { host: string; port: number }) => {
    // A server name must not be an IP address (RFC 6066, section 3).
    const name = isIP(host) ? {} : { servername: host };
    // The certificate is judged afterwards, so that a bad one can be described.
    const socket = keep(connectTls({ ...over, ...name, rejectUnauthorized: false, minVersion: 'TLSv1' }));
    await once(socket, 'secureConnect', { signal });
    return socket;
  };
  if (secure) {
    const socket = await startTls({ host: address, port });
    const greeting = (await readReply(socket, signal)).join(' ');
    const extensions = await sayHello(socket, signal);
    socket.write('QUIT\r\n');
    return { kind: 'answered', greeting, extensions, tls: factsOf(socket) };
  }
  const socket = keep(connect({ host: address, port }));
  const greeting = (await readReply(socket, signal)).join(' ');
  const extensions = await sayHello(socket, signal);
  if (!extensions.some((each) => /^STARTTLS$/i.test(each))) {
    socket.write('QUIT\r\n');
    return { kind: 'answered', greeting, extensions, tls: undefined };
  }
  socket.write('STARTTLS\r\n');
  await readReply(socket, signal);
  const safe = await startTls({ socket, host });
  const more = await sayHello(safe, signal);
  safe.write('QUIT\r\n');
  return { kind: 'answered', greeting, extensions: more, tls: factsOf(safe) };
}

async function sayHello(socket: Socket, signal: AbortSignal): Promise<readonly string[]> {
  socket.write('EHLO [127.0.0.1]\r\n');
  const [, ...extensions] = await readReply(socket, signal);
  return extensions;
}

function factsOf(socket: TLSSocket): TlsFacts {
  const fault = socket.authorized ? undefined : String(socket.authorizationError ?? 'it is not valid');
  const certificate = socket.getPeerX509Certificate();
  return {
    protocol: socket.getProtocol() ?? 'TLS',
    fault: fault && (faults[fault] ?? fault),
    validTo: Date.parse(certificate?.validTo ?? ''),
  };
}

const faults: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet; perhaps the clock of this machine is wrong',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'no known authority signed it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server does not send the certificate that signed it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'no known authority signed it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
};
