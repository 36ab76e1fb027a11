import { askSpamAssassin, type SpamVerdict } from '../../check/mail/ask-spamassassin.ts';
import { ProblemError } from '../../foundation/problems/problem.ts';
import { answered, type CheckResult, finding, skipped, unanswered } from '../findings/finding.ts';
import { askSpamd, type SpamdAddress } from './ask-spamd.ts';

interface SpamCheck {
  readonly edition: string;
  /** Where spamd listens. Undefined to run the program on this machine, if there is one. */
  readonly spamd: SpamdAddress | undefined;
  readonly program?: string;
  /** Ends the wait for an answer. */
  readonly signal?: AbortSignal;
}

/** Asks SpamAssassin about a message. It is not a fault if this machine has none. */
export async function checkSpam(
  raw: Uint8Array,
  { edition, spamd, program = 'spamassassin', signal }: SpamCheck,
): Promise<CheckResult> {
  let verdict: SpamVerdict;
  try {
    verdict = await (spamd === undefined
      ? askSpamAssassin(raw, program, { signal })
      : askSpamd(raw, spamd, { signal }));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const isMissing = error.problems.some(({ code }) => code === 'spamassassin-missing');
    if (isMissing) return skipped('message-spam', 'no SpamAssassin on this machine');
    return unanswered(
      'message-spam',
      `${edition}: no answer`,
      error.problems.map((problem) => ({ problem })),
    );
  }
  const { points, required } = verdict;
  const severity = points >= required ? 'error' : 'warning';
  const findings = points > 0 ? [finding('spam-points', { ...verdict }, { severity })] : [];
  return answered('message-spam', `${edition}: ${points} points, spam from ${required}`, findings);
}
