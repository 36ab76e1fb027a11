import { createHash, createPrivateKey, type KeyObject, sign as signData } from 'node:crypto';
import { promisify } from 'node:util';
import { fail } from '../problems/problem.ts';
import { createHeaderField, type HeaderField } from './header-field.ts';
import { normaliseDomain } from './mailbox.ts';

export interface DkimOptions {
  /** The signing domain, which DMARC wants to be that of the From address. */
  readonly domain: string;
  /** The public key stands in DNS at `<selector>._domainkey.<domain>`. */
  readonly selector: string;
  /** PEM: RSA of 2048 bits or more, or Ed25519. */
  readonly privateKey: string;
}

export interface DkimSigner {
  /** The DKIM-Signature over these fields and a body with this hash (SHA-256, base64); `time` goes into `t=`. */
  sign(fields: readonly HeaderField[], bodyHash: string, time: Date): Promise<HeaderField>;
}

/** Named once more than they occur, so that nobody can add a second one that a reader would be shown. */
const oversigned = [
  'from',
  'to',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'mime-version',
  'content-type',
];

const signOnThreadPool = promisify(signData);

/**
 * Signs by DKIM (RFC 6376, relaxed/simple), with RSA or with Ed25519 (RFC 8463), on libuv's thread pool.
 * Throws a `ProblemError` (`invalid-environment`) when the key cannot be used.
 */
export function createDkimSigner({ domain, selector, privateKey }: DkimOptions): DkimSigner {
  const key = readKey(privateKey);
  const algorithm = key.asymmetricKeyType === 'ed25519' ? 'ed25519-sha256' : 'rsa-sha256';
  const tags = `v=1; a=${algorithm}; c=relaxed/simple; d=${normaliseDomain(domain)}; s=${selector};`;

  return {
    async sign(fields, bodyHash, time) {
      const names = [...fields.map((field) => field.name.toLowerCase()), ...oversigned];
      const unsigned = `${tags} t=${Math.floor(time.getTime() / 1000)}; h=${names.join(': ')}; bh=${bodyHash}; b=`;
      // The names beyond those that occur add nothing to what is signed (RFC 6376, 5.4.2).
      const signed = fields.map((field) => field.relaxed).join('');
      const data = Buffer.from(signed + createHeaderField('DKIM-Signature', unsigned).relaxed.slice(0, -2));
      const signature = await signWith(key, data);
      const folded = signature.toString('base64').replace(/.{64}(?=.)/g, '$& ');
      return createHeaderField('DKIM-Signature', unsigned + folded);
    },
  };
}

function signWith(key: KeyObject, data: Buffer): Promise<Buffer> {
  if (key.asymmetricKeyType === 'rsa') return signOnThreadPool('sha256', data, key);
  // RFC 8463, 3: Ed25519 signs the hash, not the data.
  return signOnThreadPool(null, createHash('sha256').update(data).digest(), key);
}

function readKey(pem: string): KeyObject {
  const key = parseKey(pem);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === 'rsa' && bits < 2048)
    refuse(`an RSA key of ${bits} bits is too short; it needs 2048`);
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'ed25519')
    refuse('it is no RSA or Ed25519 key');
  return key;
}

function parseKey(pem: string): KeyObject {
  try {
    // Secret stores that hold one line keep the line breaks as "\n".
    return createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch (cause) {
    return refuse('it is not a private key in PEM form', cause);
  }
}

function refuse(reason: string, cause?: unknown): never {
  fail('invalid-environment', { name: 'DKIM_PRIVATE_KEY', reason }, undefined, { cause });
}
