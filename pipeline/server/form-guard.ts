import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Proves when a form was opened. Bots submit a form within moments, or keep it for later. */
export interface FormGuard {
  /** A value for a hidden field. Every form gets a different one. */
  issue(): string;
  /**
   * The form for which this value was issued. Undefined when this server did not issue it, or when the form
   * was open for too short or too long a time.
   */
  open(value: string): OpenForm | undefined;
}

interface OpenForm {
  readonly value: string;
  /** In milliseconds since 1970. */
  readonly expires: number;
}

const soonest = 2;
const latest = 12 * 3600;

/**
 * The first of `secrets` signs, and all of them verify, as for links. `clock` is in milliseconds since 1970.
 */
export function createFormGuard(secrets: readonly string[], clock: () => number, least = soonest): FormGuard {
  const keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', 'courant form v2', 32)));
  const sign = (key: Buffer, content: string) =>
    createHmac('sha256', key).update(content).digest().subarray(0, 16);
  const now = () => Math.floor(clock() / 1000);
  return {
    issue() {
      const [key] = keys;
      if (key === undefined) throw new RangeError('A form needs at least one secret.');
      const content = `${now()}.${randomBytes(12).toString('base64url')}`;
      return `${content}.${sign(key, content).toString('base64url')}`;
    },
    open(value) {
      const [, seconds, nonce, written] = /^(\d{1,12})\.([\w-]{16})\.([\w-]{22})$/.exec(value) ?? [];
      if (seconds === undefined || written === undefined) return undefined;
      const mac = Buffer.from(written, 'base64url');
      const content = `${seconds}.${nonce}`;
      if (!keys.some((key) => timingSafeEqual(sign(key, content), mac))) return undefined;
      const age = now() - Number(seconds);
      if (age < least || age > latest) return undefined;
      // The signature is left out, because unused bits in its last base64 character would allow several
      // spellings.
      return { value: content, expires: (Number(seconds) + latest + 1) * 1000 };
    },
  };
}
