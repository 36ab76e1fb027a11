import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../foundation/problems/problem.ts';
import { applyFeedback, type FeedbackOptions, type FeedbackOutcome } from '../effects/apply-feedback.ts';
import type { ReadMail } from '../mail/mail-reading.ts';
import { readMail } from '../mail/read-mail.ts';
import { claimMail, finishMail, releaseMail } from './claim-mail.ts';

export interface MailHandler extends FeedbackOptions {
  /** The absolute path of the folder for mails that nobody else keeps. */
  readonly aside: string;
  /**
   * Sends a person's reply to the editors, byte for byte. Returns false if that failed: the mail is then put
   * aside, so that it does not hold up the others. Undefined when no address is configured.
   */
  readonly forward?: ((raw: Uint8Array) => Promise<boolean>) | undefined;
}

export interface HandledMail {
  readonly verdict: ReadMail['verdict'];
  /** Whether the mail had been handled before. Nothing happens then. */
  readonly isRepeated: boolean;
  readonly outcome: FeedbackOutcome | undefined;
}

/**
 * Handles one mail that came back, once: applies its events, forwards a reply, and puts aside a mail that
 * it does not recognise. If it rejects, the mail is not handled, and the source has to keep it. Fails with
 * `aside-unwritable`, or with `mail-taken` if another process is handling the mail.
 */
export async function handleMail(
  raw: Uint8Array,
  handler: MailHandler,
  recipient?: string,
): Promise<HandledMail> {
  const { store, returnPaths, clock } = handler;
  const isReturnPath = (address: string) => returnPaths?.read(address) !== undefined;
  const mail = await readMail(raw, { isReturnPath, now: clock(), recipient });
  const { id, verdict } = mail;
  const claim = await claimMail(store, id, clock());
  if (claim === 'taken') fail('mail-taken', {});
  if (claim === 'handled') return { verdict, isRepeated: true, outcome: undefined };
  try {
    const outcome = await carryOut(raw, mail, handler);
    await finishMail(store, id, verdict, clock());
    return { verdict, isRepeated: false, outcome };
  } catch (error) {
    // If the database is what failed, the claim expires.
    await releaseMail(store, id).catch(() => {});
    throw error;
  }
}

async function carryOut(
  raw: Uint8Array,
  { id, verdict, events }: ReadMail,
  handler: MailHandler,
): Promise<FeedbackOutcome> {
  const { forward, aside } = handler;
  const outcome = await applyFeedback(events, handler);
  const isForwarded = verdict === 'reply' && (await forward?.(raw)) === true;
  // A report that names none of our messages has no row that keeps what it says.
  const isLost = verdict === 'report' && events.length === 0;
  if (verdict === 'unknown' || isLost || (verdict === 'reply' && !isForwarded))
    await putAside(aside, `${verdict}-${id}`, raw);
  return outcome;
}

/** Writes a file whole or not at all. Only its owner may read it, because the mail is personal. */
async function putAside(folder: string, name: string, raw: Uint8Array): Promise<void> {
  const file = join(folder, `${name}.eml`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.part`, raw, { mode: 0o600, flush: true });
    await rename(`${file}.part`, file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    fail('aside-unwritable', { folder, reason: code ?? message });
  }
}
