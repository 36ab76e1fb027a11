import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { imapAccess } from '../../feedback/sources/imap-access.ts';
import { plural } from '../../foundation/problems/plural.ts';
import { ProblemError } from '../../foundation/problems/problem.ts';
import { optionalPackage } from '../../foundation/program/optional-package.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { answered, type CheckResult, finding, skipped, unanswered } from '../findings/finding.ts';

interface MailboxCheck {
  readonly newsletter: Newsletter;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The publication's folder. */
  readonly root: string;
  readonly signal: AbortSignal;
  /** How long the IMAP server may take, in ms. */
  readonly timeout?: number;
}

/** Checks whether Courant can read the mail that comes back, from the Maildir and from the IMAP mailbox. */
export async function checkMailbox(check: MailboxCheck): Promise<CheckResult> {
  const { maildir } = check.newsletter.feedback;
  const results = [
    ...(maildir === undefined ? [] : [await checkMaildir(resolve(check.root, maildir))]),
    ...(check.environment['IMAP_URL'] ? [await checkImap(check)] : []),
  ];
  if (results.length === 0) return skipped('mailbox', 'none configured');
  const make = results.every(({ isAnswered }) => isAnswered) ? answered : unanswered;
  return make(
    'mailbox',
    results.map(({ seen }) => seen).join(', '),
    results.flatMap(({ findings }) => findings),
  );
}

async function checkMaildir(folder: string): Promise<CheckResult> {
  for (const part of ['new', 'cur', 'tmp']) {
    const reason = await access(join(folder, part), constants.R_OK | constants.W_OK).then(
      () => undefined,
      ({ code }: NodeJS.ErrnoException) =>
        code === 'ENOENT' ? `it has no folder "${part}"` : `its folder "${part}" cannot be read and written`,
    );
    if (reason !== undefined)
      return answered('mailbox', folder, [finding('mailbox-unreadable', { folder, reason })]);
  }
  return answered('mailbox', folder);
}

/** Opens the mailbox without changing anything in it. */
async function checkImap({ timeout = 10_000, ...check }: MailboxCheck): Promise<CheckResult> {
  try {
    const access = imapAccess(check);
    if (access === undefined) return skipped('mailbox', 'none configured');
    const load = () => import('../../feedback/sources/with-imap.ts');
    const { withImap } = await optionalPackage('imapflow', 'IMAP_URL', load);
    // The command for the token has its own time limit.
    const accessToken = await access.token?.();
    const token = accessToken === undefined ? undefined : async () => accessToken;
    const { host, mailbox } = access.address;
    const place = `${mailbox} on ${host}`;
    const count = await withImap(
      { ...access, token, signal: AbortSignal.any([check.signal, AbortSignal.timeout(timeout)]) },
      async (client) => (client.mailbox ? client.mailbox.exists : 0),
    );
    if (count === undefined)
      return unanswered('mailbox', place, [
        finding('imap-unreachable', { host, reason: 'it did not answer in time' }),
      ]);
    return answered('mailbox', `${place} (${plural(count, 'mail')})`);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const findings = error.problems.map((problem) => ({ problem }));
    const isUnreachable = error.problems.some(({ code }) => code === 'imap-unreachable');
    return (isUnreachable ? unanswered : answered)('mailbox', 'IMAP_URL', findings);
  }
}
