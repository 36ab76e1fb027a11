import { plural } from '../../foundation/problems/plural.ts';
import type { TlsFailure } from './parse-tls-report.ts';

/** Describes a failure of a TLS report in a sentence. */
export function explainTlsFailure({ type, count, server }: TlsFailure): string {
  const words = meanings[type] ?? `"${type}"`;
  return `${plural(count, 'connection')}${server === '' ? '' : ` to ${server}`}: ${words}.`;
}

/** The result types of RFC 8460, 4.3. */
const meanings: Readonly<Record<string, string>> = {
  'starttls-not-supported': 'the mail server does not offer STARTTLS',
  'certificate-host-mismatch': 'the certificate is for another name',
  'certificate-expired': 'the certificate has expired',
  'certificate-not-trusted': 'no known authority signed the certificate',
  'validation-failure': 'the certificate could not be verified',
  'tlsa-invalid': 'no TLSA record fits the certificate (DANE)',
  'dnssec-invalid': 'DNSSEC could not be verified (DANE)',
  'dane-required': 'the sender requires DANE, and the domain has none',
  'sts-policy-fetch-error': 'the MTA-STS policy could not be loaded',
  'sts-policy-invalid': 'the MTA-STS policy cannot be read',
  'sts-webpki-invalid': 'the certificate of the server with the MTA-STS policy is not valid',
};
