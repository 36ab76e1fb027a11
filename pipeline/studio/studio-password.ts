import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { minute } from '../foundation/time/durations.ts';

const shortest = 12;
/** A password such as `aaaaaaaaaaaa` is long, but easy to guess. */
const fewestLetters = 6;

/** Whether a password resists guessing: at least 12 characters, 6 of them different. */
export function isStrong(password: string): boolean {
  return [...password].length >= shortest && new Set(password).size >= fewestLetters;
}

/** Creates a random password of 120 bits, short enough to type. */
export function createPassword(): string {
  return randomBytes(15).toString('base64url');
}

/**
 * The result of a check. `wait`: the address has sent too many wrong passwords, so this one was not checked.
 */
type PasswordVerdict = 'right' | 'wrong' | 'wait';

/** How many wrong passwords an address may send in a minute. */
const mostGuesses = 10;
const mostAddresses = 10_000;

/** Creates a function that checks passwords, and counts wrong ones by address. `clock` is in ms. */
export function createPasswordCheck(
  password: string,
  clock: () => number,
): (given: string, address: string) => PasswordVerdict {
  const guesses = new Map<string, { count: number; readonly until: number }>();
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(password);
  return (given, address) => {
    const now = clock();
    const known = guesses.get(address);
    const counted = known !== undefined && known.until > now ? known : { count: 0, until: now + minute };
    if (counted.count >= mostGuesses) return 'wait';
    if (timingSafeEqual(digest(given), expected)) return 'right';
    if (guesses.size >= mostAddresses) guesses.clear();
    guesses.set(address, { ...counted, count: counted.count + 1 });
    return 'wrong';
  };
}
