import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const shortest = 12;
/** `aaaaaaaaaaaa` is long and no secret. */
const fewestLetters = 6;

/** Whether a password can hold against guesses: 12 characters or more, 6 of them different. */
export function isStrong(password: string): boolean {
  return [...password].length >= shortest && new Set(password).size >= fewestLetters;
}

/** A password that nobody guesses, to be typed in: 120 random bits. */
export function createPassword(): string {
  return randomBytes(15).toString('base64url');
}

/** right, wrong, or `wait`: there were too many wrong ones from that address, and this one was not looked at. */
export type PasswordVerdict = 'right' | 'wrong' | 'wait';

/** How many wrong passwords an address may send within a minute. */
const mostGuesses = 10;
const minute = 60_000;
const mostAddresses = 10_000;

/** Compares passwords with the one that is known, and counts the wrong ones by address. `clock` is in ms. */
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
