import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

interface CertificateOptions {
  readonly type?: 'ec' | 'rsa';
  /** The middle of the two days for which the certificate is valid, in ms since 1970. */
  readonly now?: number;
}

/** Creates a self-signed certificate for one host and its key, both in PEM, without another program. */
export function createSelfSigned(
  host: string,
  { type = 'ec', now = Date.now() }: CertificateOptions = {},
): { cert: string; key: string } {
  const { privateKey, publicKey } =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const body = describeCertificate(host, publicKey, algorithms[type], now);
  const signature = sign('sha256', body, privateKey);
  const whole = sequence(body, algorithms[type], tag(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Encodes the TBSCertificate (RFC 5280, 4.1). The host is its only alternative name. */
function describeCertificate(host: string, publicKey: KeyObject, algorithm: Buffer, now: number): Buffer {
  const name = sequence(tag(0x31, sequence(oid('550403'), tag(0x0c, Buffer.from(host)))));
  const day = 24 * 60 * 60 * 1000;
  const validity = sequence(utcTime(now - day), utcTime(now + day));
  const names = sequence(tag(0x82, Buffer.from(host)));
  return sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.from([1])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, sequence(sequence(oid('551d11'), tag(0x04, names)))),
  );
}

/** Encodes a value in DER: its tag, its length and its content. */
function tag(type: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([type, ...length]), content]);
}

const sequence = (...parts: Buffer[]) => tag(0x30, ...parts);
const oid = (hex: string) => tag(0x06, Buffer.from(hex, 'hex'));
const utcTime = (time: number) =>
  tag(0x17, Buffer.from(`${new Date(time).toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`));
const algorithms = {
  ec: sequence(oid('2a8648ce3d040302')),
  rsa: sequence(oid('2a864886f70d01010b'), Buffer.from([5, 0])),
};
