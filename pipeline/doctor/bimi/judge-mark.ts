import { X509Certificate } from 'node:crypto';
import { day } from '../../foundation/time/durations.ts';

/** The extended key usage of mark certificates (RFC 3709 and the guidelines of the authorities). */
const brandIndicator = '1.3.6.1.5.5.7.3.31';

/** Lists the faults of a mark certificate (VMC or CMC) for these domains. `now` is in milliseconds since 1970. */
export function judgeMark(pem: string, domains: readonly string[], now: number): string[] {
  const [first] = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/) ?? [];
  const certificate = first === undefined ? undefined : readCertificate(first);
  if (certificate === undefined) return ['it is not a certificate in PEM form'];
  const names = (certificate.subjectAltName ?? '').match(/(?<=DNS:)[^,\s]+/g) ?? [];
  const covers = (domain: string) =>
    names.some((name) => [domain, `default._bimi.${domain}`].includes(name.toLowerCase()));
  const days = Math.floor((Date.parse(certificate.validTo) - now) / day);
  const faults: string[] = [];
  if (!certificate.keyUsage?.includes(brandIndicator))
    faults.push('it is not a mark certificate (VMC or CMC)');
  if (!domains.some(covers)) faults.push(`it is for ${names.join(', ') || 'no domain'}`);
  if (Date.parse(certificate.validFrom) > now) faults.push('it is not valid yet');
  if (days < 0) faults.push(`it ended on ${certificate.validTo}`);
  else if (days < 21) faults.push(`it ends in ${days} days`);
  return faults;
}

function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    // The caller reports it: the text is not a certificate.
    return undefined;
  }
}
