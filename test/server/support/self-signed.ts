import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

interface CertificateOptions {
  readonly type?: 'ec' | 'rsa';
  /** The middle of the two days for which the certificate is valid, in ms since 1970. */
  readonly now?: number;
}

/** Creates a self-signed certificate for one host and its key, both in PEM, without another program. */
export function createSelfSigned(
  host: string,
  options: CertificateOptions = {},
): { cert: string; key: string } {
  const { cert, key } = createCertificate(host, { ...options, names: [host] });
  return { cert, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

interface IssueOptions extends CertificateOptions {
  /** The alternative names. */
  readonly names?: readonly string[];
  /** The default is the certificate itself. */
  readonly issuer?: { readonly name: string; readonly key: KeyObject };
  readonly isAuthority?: boolean;
  /** The object identifiers of the extended key usage, in hexadecimal digits. */
  readonly usages?: readonly string[];
  /** An extension without content, by its object identifier in hexadecimal digits. */
  readonly extension?: string;
}

/** Creates a certificate in PEM, and its key. */
export function createCertificate(
  name: string,
  { type = 'ec', now = Date.now(), issuer, ...rest }: IssueOptions = {},
): { name: string; cert: string; key: KeyObject } {
  const { privateKey, publicKey } =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const by = issuer ?? { name, key: privateKey };
  const algorithm = by.key.asymmetricKeyType === 'ec' ? algorithms.ec : algorithms.rsa;
  const day = 24 * 60 * 60 * 1000;
  // The TBSCertificate of RFC 5280, 4.1.
  const body = sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.from([1])),
    algorithm,
    nameOf(by.name),
    sequence(utcTime(now - day), utcTime(now + day)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, sequence(...extensionsOf(rest))),
  );
  const signature = sign('sha256', body, by.key);
  const whole = sequence(body, algorithm, tag(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    name,
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey,
  };
}

function extensionsOf({ names = [], isAuthority = false, usages = [], extension }: IssueOptions): Buffer[] {
  const alternatives = names.map((each) => tag(0x82, Buffer.from(each)));
  const basic = isAuthority ? [tag(0x01, Buffer.from([0xff]))] : [];
  const values: [oid: string, value: Buffer][] = [
    ['551d13', sequence(...basic)],
    ...(names.length > 0 ? [['551d11', sequence(...alternatives)] satisfies [string, Buffer]] : []),
    ...(usages.length > 0 ? [['551d25', sequence(...usages.map(oid))] satisfies [string, Buffer]] : []),
    ...(extension === undefined ? [] : [[extension, sequence()] satisfies [string, Buffer]]),
  ];
  return values.map(([key, value]) => sequence(oid(key), tag(0x04, value)));
}

/** A distinguished name that has a common name only. */
const nameOf = (name: string) => sequence(tag(0x31, sequence(oid('550403'), tag(0x0c, Buffer.from(name)))));

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
