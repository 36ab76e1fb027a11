import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Proof of when a form was opened: programs that fill in forms are quick, or keep one for later. */
export interface FormGuard {
  /** For a hidden field. */
  issue(): string;
  /** Whether the form was open for as long as a person needs, and not for ever. */
  accepts(value: string): boolean;
}

const soonest = 2;
const latest = 12 * 3600;

/** `secrets` as for links: the first signs, all verify. `clock` is in milliseconds since 1970. */
export function createFormGuard(secrets: readonly string[], clock: () => number, least = soonest): FormGuard {
  const keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', 'courant form v1', 32)));
  const sign = (key: Buffer, seconds: string) =>
    createHmac('sha256', key).update(seconds).digest().subarray(0, 16);
  const now = () => Math.floor(clock() / 1000);
  return {
    issue() {
      const [key] = keys;
      if (key === undefined) throw new RangeError('A form needs at least one secret.');
      const seconds = String(now());
      return `${seconds}.${sign(key, seconds).toString('base64url')}`;
    },
    accepts(value) {
      const [, seconds, written] = /^(\d{1,12})\.([\w-]{22})$/.exec(value) ?? [];
      if (seconds === undefined || written === undefined) return false;
      const mac = Buffer.from(written, 'base64url');
      if (!keys.some((key) => timingSafeEqual(sign(key, seconds), mac))) return false;
      const age = now() - Number(seconds);
      return age >= least && age <= latest;
    },
  };
}
