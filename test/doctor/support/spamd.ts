import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** A daemon that gives the same answer to everything, and keeps the requests. */
export async function startSpamd(answer: string) {
  const received: string[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => {
      received.push(text);
      socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  return { received, spamd: { host: '127.0.0.1', port } };
}
