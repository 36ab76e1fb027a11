import { connect } from 'node:net';

const body = 'List-Unsubscribe=One-Click';

/**
 * Posts a one-click unsubscription to each path, over `connections` connections that stay open. Returns
 * requests per second.
 */
export async function load(port: number, paths: readonly string[], connections: number): Promise<number> {
  let next = 0;
  const began = performance.now();
  await Promise.all(Array.from({ length: connections }, () => work(port, () => paths[next++])));
  return paths.length / ((performance.now() - began) / 1000);
}

function work(port: number, take: () => string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true).setEncoding('latin1');
    let answer = '';
    const send = () => {
      const path = take();
      if (path === undefined) {
        socket.end();
        resolve();
        return;
      }
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
    };
    socket.on('connect', send).on('error', reject);
    socket.on('data', (chunk: string) => {
      answer += chunk;
      const head = answer.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1]);
      if (head === -1 || answer.length < head + 4 + length) return;
      if (!answer.startsWith('HTTP/1.1 200')) reject(new Error(answer.slice(0, 200)));
      answer = '';
      send();
    });
  });
}
