import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createSelfSigned } from './self-signed.ts';

export interface ProxyAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ProxyRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** The fields of a form. If there are any, the request is a POST. */
  readonly form?: Readonly<Record<string, string>>;
  /**
   * The visitor's IP address as the proxy sees it. On one machine, all visitors would have a loopback
   * address.
   */
  readonly from?: string;
}

/**
 * Starts a web server in front of the pages, set up as in docs/operator/server.md: it terminates TLS, and
 * appends the visitor's address to the `X-Forwarded-For` header that the visitor sent.
 */
export async function startTlsProxy(host: string, port: number) {
  const { cert, key } = createSelfSigned(host);
  let visitor = '';
  const server = createServer({ cert, key }, (incoming, outgoing) => {
    const claimed = incoming.headers['x-forwarded-for'];
    const forwarded = httpRequest(
      {
        port,
        host: '127.0.0.1',
        method: incoming.method,
        path: incoming.url,
        headers: {
          ...incoming.headers,
          'x-forwarded-for': claimed === undefined ? visitor : `${String(claimed)}, ${visitor}`,
          'x-forwarded-proto': 'https',
          'x-request-id': 'given-by-the-proxy',
        },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address() as AddressInfo;

  /** Sends a request to the proxy as a visitor's browser does: the certificate must be valid for the host. */
  return (path: string, { headers = {}, form, from = '198.51.100.7' }: ProxyRequest = {}) =>
    new Promise<ProxyAnswer>((resolve, reject) => {
      visitor = from;
      const body = form && new URLSearchParams(form).toString();
      const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
      const asked = request(
        {
          port: address.port,
          host: '127.0.0.1',
          servername: host,
          ca: cert,
          agent: false,
          path,
          method: body === undefined ? 'GET' : 'POST',
          headers: { host, ...type, ...headers },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
}
