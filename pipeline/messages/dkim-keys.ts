import { createPrivateKey, type KeyObject } from 'node:crypto';
import { fail } from '../foundation/problems/problem.ts';
import { createDkimSigner, type DkimSigner } from './dkim-signer.ts';

interface DkimSettings {
  /** The signing domain. DMARC requires it to match the From address. */
  readonly domain: string;
  /** The public key is in DNS at `<selector>._domainkey.<domain>`. */
  readonly selector: string;
  /** The selector of an Ed25519 key that is used beside an RSA key. A selector can have only one key. */
  readonly ed25519Selector?: string | undefined;
}

/** A private key with the selector of its public key. */
interface SelectedKey {
  readonly selector: string;
  readonly key: KeyObject;
}

/** The signers for the keys in `DKIM_PRIVATE_KEY`, as `readDkimKeys` reads them. */
export function createDkimSigners(pem: string, settings: DkimSettings): readonly DkimSigner[] {
  const { domain } = settings;
  return readDkimKeys(pem, settings).map(({ selector, key }) => createDkimSigner({ domain, selector, key }));
}

/**
 * Reads `DKIM_PRIVATE_KEY`, which has one or two keys in PEM form: RSA of at least 2048 bits, Ed25519, or one
 * of each. Each key makes its own signature, RSA first. Throws a `ProblemError` (`invalid-environment`) that
 * reveals nothing about a key.
 */
export function readDkimKeys(pem: string, settings: DkimSettings): readonly SelectedKey[] {
  const { selector, ed25519Selector } = settings;
  // Secret stores with one-line values write line breaks as "\n".
  const blocks = pem.replaceAll('\\n', '\n').match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [];
  const keys = blocks.map(readKey);
  const rsa = keys.filter((key) => key.asymmetricKeyType === 'rsa');
  const ed25519 = keys.filter((key) => key.asymmetricKeyType === 'ed25519');
  if (keys.length === 0) refuse('it holds no private key in PEM form');
  if (rsa.length > 1 || ed25519.length > 1) refuse('it holds two keys of one kind');
  if (keys.length > 1 && ed25519Selector === undefined)
    refuse('it holds two keys, but there is only one selector');
  const second = rsa.length > 0 ? (ed25519Selector ?? selector) : selector;
  return [...rsa.map((key) => ({ selector, key })), ...ed25519.map((key) => ({ selector: second, key }))];
}

function readKey(pem: string): KeyObject {
  const key = parseKey(pem);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType === 'rsa' && bits < 2048)
    refuse(`an RSA key needs 2048 bits, but this one has ${bits}`);
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'ed25519')
    refuse('it is not an RSA or Ed25519 key');
  return key;
}

function parseKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    return refuse('it is not a private key, or it has a passphrase', cause);
  }
}

function refuse(reason: string, cause?: unknown): never {
  fail('invalid-environment', { name: 'DKIM_PRIVATE_KEY', reason }, undefined, { cause });
}
