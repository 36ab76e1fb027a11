import { createTransport } from 'nodemailer';
import type { ContenderOptions } from './contender.ts';

interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: string;
}

/** Opens nodemailer's pool. It keeps each connection for any number of messages. */
export function openPool({ port, connections }: ContenderOptions, dkim?: DkimKey) {
  return createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    ignoreTLS: true,
    ...(dkim && {
      dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey },
    }),
  });
}
