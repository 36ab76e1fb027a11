import { plural } from '../../foundation/problems/plural.ts';
import { day } from '../../foundation/time/durations.ts';
import { chainFaults } from './chain-faults.ts';
import { commonName, isPast, readCertificates } from './read-certificates.ts';

/** The extended key usage of mark certificates (RFC 3709 and the guidelines of the authorities). */
const brandIndicator = '1.3.6.1.5.5.7.3.31';

/** The extension with the logo, 1.3.6.1.5.5.7.1.12 (RFC 9399), as it is encoded in a certificate. */
const logotype = Buffer.from('06082b0601050507010c', 'hex');

interface Mark {
  /** Who got the certificate, from whom, and when it ends. */
  readonly about?: string;
  readonly faults: readonly string[];
}

/** Judges a mark certificate (VMC or CMC) for these domains. `now` is in milliseconds since 1970. */
export function judgeMark(pem: string, domains: readonly string[], now: number): Mark {
  const [certificate, ...others] = readCertificates(pem) ?? [];
  if (certificate === undefined) return { faults: ['it is not a certificate in PEM form'] };
  const names = (certificate.subjectAltName ?? '').match(/(?<=DNS:)[^,\s]+/g) ?? [];
  const covers = (domain: string) =>
    names.some((name) => [domain, `default._bimi.${domain}`].includes(name.toLowerCase()));
  const days = Math.floor((certificate.validToDate.getTime() - now) / day);
  const faults: string[] = [];
  if (!certificate.keyUsage?.includes(brandIndicator))
    faults.push('it is not a mark certificate (VMC or CMC)');
  else if (!certificate.raw.includes(logotype)) faults.push('it has no logo');
  if (!domains.some(covers)) faults.push(`it is for ${names.join(', ') || 'no domain'}`);
  if (certificate.validFromDate.getTime() > now) faults.push('it is not valid yet');
  if (isPast(certificate, now)) faults.push(`it ended on ${certificate.validTo}`);
  else if (days < 21) faults.push(`it expires in ${plural(days, 'day')}`);
  const { subject, issuer, validToDate } = certificate;
  return {
    about: `${commonName(subject)}, by ${commonName(issuer)}, until ${validToDate.toISOString().slice(0, 10)}`,
    faults: [...faults, ...chainFaults(certificate, others, now)],
  };
}
