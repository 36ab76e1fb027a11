import { isIPv6 } from 'node:net';

/**
 * Writes an IP address in one form: `2001:0DB8:0::1` becomes `2001:db8::1`, and `::ffff:192.0.2.1` becomes
 * `192.0.2.1`.
 */
export function addressForm(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  // A zone, such as in fe80::1%eth0, has no place in a URL.
  return isIPv6(address) && !address.includes('%')
    ? new URL(`http://[${address}]`).hostname.slice(1, -1)
    : address;
}
