import { isLoopback } from '../../foundation/addresses/is-loopback.ts';
import { fail } from '../../foundation/problems/problem.ts';

/** A mail server, as SMTP_URL describes it. */
export interface SmtpAddress {
  readonly host: string;
  /** The IP address to connect to, if the caller has already resolved the host. */
  readonly connectTo?: string;
  readonly port: number;
  /** Whether TLS starts with the first byte. Otherwise STARTTLS starts it. */
  readonly secure: boolean;
  /** Whether mail may be sent only over TLS: yes, unless the server is on this machine. */
  readonly requireTls: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** The name of the client in EHLO; the machine's name when left out. */
  readonly name: string | undefined;
  /**
   * Whether the server's certificate must be valid for its name: yes, unless the server is on this machine
   * and the address lacks `verify=yes`.
   */
  readonly verify: boolean;
}

/**
 * Reads `smtps://user:password@host:465` or `smtp://user:password@host:587`, with `?name=` for the EHLO name. A server
 * on this machine may have a self-signed certificate, unless `?verify=yes`. Fails with `smtp-url`, which shows no
 * secret.
 */
export function parseSmtpUrl(text: string): SmtpAddress {
  const url = URL.canParse(text) ? new URL(text) : fail('smtp-url', { reason: 'it is not an address' });
  const secure = url.protocol === 'smtps:';
  if (!secure && url.protocol !== 'smtp:')
    fail('smtp-url', { reason: `it begins with ${url.protocol}// instead of smtp:// or smtps://` });
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === '') fail('smtp-url', { reason: 'it names no host' });
  const unknown = [...url.searchParams.keys()].find((key) => !['name', 'verify'].includes(key));
  if (unknown !== undefined)
    fail('smtp-url', { reason: `it has an option "${unknown}" that does not exist` });
  const local = isLoopback(host);
  const verify = url.searchParams.get('verify') ?? (local ? 'no' : 'yes');
  if (verify !== 'yes' && verify !== 'no') fail('smtp-url', { reason: 'verify must be yes or no' });
  if (verify === 'no' && !local)
    fail('smtp-url', { reason: 'verify=no is only for a server on this machine' });
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTls: !local,
    user: decode(url.username) || undefined,
    password: decode(url.password) || undefined,
    name: url.searchParams.get('name') ?? undefined,
    verify: verify === 'yes',
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return fail('smtp-url', {
      reason: 'its user or password has a % that is not followed by two hex digits',
    });
  }
}
