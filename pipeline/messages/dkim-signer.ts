import { createHash, type KeyObject } from 'node:crypto';
import type { HeaderField } from './header-field.ts';
import { beginHeader, continueHeader, endHeader } from './header-text.ts';
import { normaliseDomain } from './mailbox.ts';
import { createSigningThreads } from './signing-threads.ts';

export interface DkimSigner {
  /**
   * Creates the DKIM-Signature field for these fields and for a body with this hash (SHA-256, base64). `time`
   * becomes `t=`. Returns the field as it is sent: folded, with its CRLF.
   */
  sign(fields: readonly HeaderField[], bodyHash: string, time: Date): Promise<string>;
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
  const begin = keepBeginning(tags);

  return {
    async sign(fields, bodyHash, time) {
      const start = begin(fields.map(({ name }) => name).join(': '), Math.floor(time.getTime() / 1000));
      // A name listed more often than it occurs counts as an empty string (RFC 6376, 5.4.2).
      const covered = fields.map(({ relaxed }) => relaxed).join('');
      const data = Buffer.from(`${covered}${start.relaxed}bh=${bodyHash}; b=`);
      // RFC 8463, 3: Ed25519 signs the hash.
      const signature = await threads.sign(isEd25519 ? createHash('sha256').update(data).digest() : data);
      const words = separate(Buffer.from(signature).toString('base64'));
      return endHeader(continueHeader(start.folded, [`bh=${bodyHash};`, ...words]));
    },
  };
}

/** The field up to its last two tags, in both forms. */
interface Beginning {
  readonly folded: ReturnType<typeof beginHeader>;
  readonly relaxed: string;
}

/** Keeps the last beginning, because the messages of an edition that were planned together have the same one. */
function keepBeginning(tags: string): (names: string, seconds: number) => Beginning {
  let last: (Beginning & { readonly names: string; readonly seconds: number }) | undefined;
  return (names, seconds) => {
    if (last?.names !== names || last.seconds !== seconds) {
      const value = `${tags}; t=${seconds}; h=${[names, ...oversigned].join(': ')};`;
      const folded = beginHeader('DKIM-Signature', value);
      last = { names, seconds, folded, relaxed: `dkim-signature:${value} ` };
    }
    return last;
  };
}

/** Separates the value of `b=` after every 64 characters, so that the field can be folded there. */
function separate(value: string): string[] {
  const words = [`b=${value.slice(0, 64)}`];
  for (let at = 64; at < value.length; at += 64) words.push(value.slice(at, at + 64));
  return words;
}
