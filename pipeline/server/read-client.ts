import { BlockList, isIP } from 'node:net';
import type { AppRequest } from './app-context.ts';
import type { Client } from './client.ts';

/**
 * Creates a reader for the client of a request. `proxies` are addresses or networks in CIDR form. Only their
 * `X-Forwarded-*` headers are trusted.
 */
export function createClientReader(proxies: readonly string[]): (c: AppRequest) => Client {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

  return (c) => {
    const peer = unmapped(c.env?.incoming?.socket?.remoteAddress ?? '');
    if (isIP(peer) === 0 || !isTrusted(peer)) return { address: peer, isSecure: false, isProxied: false };
    // Each proxy appends the address that connected to it. The client is the last address that is not a
    // trusted proxy.
    const chain = (c.req.header('x-forwarded-for') ?? '').split(',').map((entry) => unmapped(entry.trim()));
    const address = chain.findLast((entry) => isIP(entry) > 0 && !isTrusted(entry));
    const isSecure = c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim() === 'https';
    return { address: address ?? peer, isSecure, isProxied: true };
  };
}

const unmapped = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
