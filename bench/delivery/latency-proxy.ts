import { connect, createServer, type Socket } from 'node:net';

/**
 * A proxy to a server on this machine that delays all bytes, in both directions. It runs in a separate process, so
 * that its timers do not share a thread with a sender. Its arguments are the port of the server and the round-trip
 * time in milliseconds. It sends its port to its parent process.
 */
const port = Number(process.argv[2]);
const delay = Number(process.argv[3]) / 2;

const proxy = createServer((client) => {
  const server = connect(port, '127.0.0.1');
  forward(client, server);
  forward(server, client);
});

proxy.listen(0, '127.0.0.1', () => {
  const address = proxy.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
process.on('disconnect', () => process.exit());

/** Timers with the same delay fire in their order, so the bytes stay in order too. */
function forward(from: Socket, to: Socket): void {
  from.setNoDelay(true);
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), delay));
  from.on('end', () => setTimeout(() => to.end(), delay));
  from.on('error', () => to.destroy());
}
