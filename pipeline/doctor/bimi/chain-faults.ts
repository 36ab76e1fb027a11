import type { X509Certificate } from 'node:crypto';
import { commonName, isPast } from './read-certificates.ts';

/**
 * Lists the faults of the certificates above a mark certificate: an authority has issued it, another one may have
 * issued the certificate of that authority, and so on. A receiver needs all of them from the file, except for the
 * root that it trusts. `now` is in milliseconds since 1970.
 */
export function chainFaults(
  mark: X509Certificate,
  others: readonly X509Certificate[],
  now: number,
): string[] {
  const faults: string[] = [];
  const unused = new Set(others);
  let last = mark;
  while (!isIssuedBy(last, last)) {
    const issuer = [...unused].find((each) => isIssuedBy(last, each));
    if (issuer === undefined) break;
    if (issuer.validFromDate.getTime() > now || isPast(issuer, now))
      faults.push(`the certificate of "${commonName(issuer.subject)}", which issued it, is not valid now`);
    unused.delete(issuer);
    last = issuer;
  }
  if (last === mark)
    faults.push(`the file lacks the certificate of its issuer, "${commonName(mark.issuer)}"`);
  for (const { subject } of unused)
    faults.push(`the file has the certificate of "${commonName(subject)}", which did not issue it`);
  return faults;
}

/** Whether the names fit, the issuer is an authority, and its key made the signature. */
function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
