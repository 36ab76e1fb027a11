import type { Socket } from 'node:net';

/** The largest reply in bytes. A server that sends more is not a mail server. */
const largestReply = 64 * 1024;

/**
 * Reads one reply from a mail server (RFC 5321, 4.2) and returns its lines without their code. Waits for the
 * connection if the socket still connects. Fails with a reason if the reply is a refusal, if the connection
 * fails or ends, or if `signal` aborts. What follows the reply in the same packet is dropped, so that nobody
 * can put commands before the handshake of STARTTLS (RFC 3207, section 6).
 */
export function readReply(socket: Socket, signal: AbortSignal): Promise<string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  let received = '';
  const read = (chunk: Buffer) => {
    received += chunk.toString('latin1');
    const lines = received.split(/\r?\n/).slice(0, -1);
    const end = lines.findIndex((line) => !/^\d{3}-/.test(line));
    if (end >= 0) settle(lines.slice(0, end + 1));
    else if (received.length > largestReply) reject(new Error('it does not speak SMTP'));
  };
  const settle = (lines: readonly string[]) => {
    const texts = lines.map((line) => line.slice(4, 204));
    const code = /^(\d{3})(?: |$)/.exec(lines.at(-1) ?? '')?.[1];
    if (code?.startsWith('2')) resolve(texts);
    else reject(new Error(code ? `it answers ${code} ${texts.join(' ')}` : 'it does not speak SMTP'));
  };
  const end = () => reject(new Error('it closed the connection'));
  socket.on('data', read);
  socket.on('error', reject);
  socket.once('close', end);
  signal.addEventListener('abort', end, { once: true });
  if (socket.destroyed || signal.aborted) end();
  else socket.resume();
  return promise.finally(() => {
    socket.pause();
    socket.off('data', read);
    socket.off('error', reject);
    socket.off('close', end);
    signal.removeEventListener('abort', end);
  });
}
