import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { answered, type CheckResult, finding, skipped } from '../findings/finding.ts';

/** Checks whether Courant can read the mail that comes back. `root` is the publication's folder. */
export async function checkMailbox({ feedback }: Newsletter, root: string): Promise<CheckResult> {
  if (feedback.maildir === undefined) return skipped('mailbox', 'none configured');
  const folder = resolve(root, feedback.maildir);
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
