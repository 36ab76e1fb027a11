import { createHash, type KeyObject } from 'node:crypto';
import { createHeaderField, type HeaderField } from './header-field.ts';
import { normaliseDomain } from './mailbox.ts';
import { createSigningThreads } from './signing-threads.ts';

export interface DkimSigner {
  /**
   * Creates the DKIM-Signature field for these fields and for a body with this hash (SHA-256, base64). `time`
   * becomes `t=`.
   */
  sign(fields: readonly HeaderField[], bodyHash: string, time: Date): Promise<HeaderField>;
}

/**
 * The signature lists each of these fields once more often than the message has it. So it breaks if somebody
 * adds another one, which a mail program might show.
 */
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

/**
 * Signs with DKIM (RFC 6376, relaxed/relaxed), using RSA or Ed25519 (RFC 8463), on separate threads for each key.
 * It signs every field that it is given.
 */
export function createDkimSigner(options: { domain: string; selector: string; key: KeyObject }): DkimSigner {
  const { selector, key } = options;
  const isEd25519 = key.asymmetricKeyType === 'ed25519';
  const algorithm = isEd25519 ? 'ed25519-sha256' : 'rsa-sha256';
  const tags = `v=1; a=${algorithm}; c=relaxed/relaxed; d=${normaliseDomain(options.domain)}; s=${selector}`;
  const threads = createSigningThreads(key);

  return {
    async sign(fields, bodyHash, time) {
      const names = [...fields.map((field) => field.name.toLowerCase()), ...oversigned].join(': ');
      const unsigned = `${tags}; t=${Math.floor(time.getTime() / 1000)}; h=${names}; bh=${bodyHash}; b=`;
      // A name listed more often than it occurs counts as an empty string (RFC 6376, 5.4.2).
      const covered = fields.map((field) => field.relaxed).join('');
      const own = createHeaderField('DKIM-Signature', unsigned).relaxed.slice(0, -'\r\n'.length);
      const data = Buffer.from(covered + own);
      // RFC 8463, 3: Ed25519 signs the hash.
      const signature = await threads.sign(isEd25519 ? createHash('sha256').update(data).digest() : data);
      const value = Buffer.from(signature).toString('base64');
      return createHeaderField('DKIM-Signature', unsigned + separate(value));
    },
  };
}

/** Puts a space after every 64 characters, where the field can be folded. A regular expression takes longer. */
function separate(value: string): string {
  let separated = value.slice(0, 64);
  for (let at = 64; at < value.length; at += 64) separated += ` ${value.slice(at, at + 64)}`;
  return separated;
}
