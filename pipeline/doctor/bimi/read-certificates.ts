import { X509Certificate } from 'node:crypto';

/** The certificates of a PEM file, in their order. Undefined if one of them cannot be read, or there is none. */
export function readCertificates(pem: string): [X509Certificate, ...X509Certificate[]] | undefined {
  const texts = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    const [first, ...others] = texts.map((text) => new X509Certificate(text));
    return first && [first, ...others];
  } catch {
    // The caller reports it: the text is not a certificate.
    return undefined;
  }
}

/** The name in a subject or an issuer: of the organization, or else the common one. */
export function commonName(names: string): string {
  const part = (key: string) => new RegExp(`^${key}=(.+)$`, 'm').exec(names)?.[1];
  return part('CN') ?? part('O') ?? names.replaceAll('\n', ', ');
}

/** Whether a certificate has ended. `now` is in milliseconds since 1970. */
export const isPast = ({ validToDate }: X509Certificate, now: number) => validToDate.getTime() < now;
