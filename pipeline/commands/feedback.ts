import {
  type FeedbackReading,
  feedbackProofs,
  hasSources,
  readFeedback,
} from '../dispatches/read-feedback.ts';
import { readSecrets } from '../dispatches/secrets.ts';
import { withStore } from '../dispatches/with-store.ts';
import { applyFeedback, type FeedbackOutcome } from '../feedback/effects/apply-feedback.ts';
import type { FeedbackEvent } from '../feedback/feedback-event.ts';
import { replayWebhooks } from '../feedback/webhooks/replay-webhooks.ts';
import { plural } from '../foundation/problems/plural.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { describeReading } from './describe-reading.ts';
import { openNewsletter } from './open-newsletter.ts';
import { withSuppressions } from './with-suppressions.ts';

interface FeedbackCommandOptions {
  /** Whether to read the kept webhooks again. */
  readonly replay?: boolean;
  readonly json?: boolean;
}

/**
 * Reads the configured mailboxes once, and applies what came back, also the events that waited for their delivery. With
 * `replay`, reads the kept webhooks again. Ends with 3 if a mailbox could not be read, or a mail could not be handled.
 */
export async function feedback(
  context: CommandContext,
  { replay, json }: FeedbackCommandOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  const newsletter = await openNewsletter(context);
  const reading = await readMailboxes(context, newsletter);
  const proofs = await feedbackProofs(context, newsletter, await readSecrets(context));
  const { result, code } = await withSuppressions(context, async (store, suppressions) => {
    const clock = () => context.clock().getTime();
    const outcomes: FeedbackOutcome[] = [];
    const apply = async (events: readonly FeedbackEvent[]) =>
      void outcomes.push(await applyFeedback(events, { store, suppressions, ...proofs, clock }));
    const replayed = replay ? await replayWebhooks({ store, apply }) : undefined;
    await apply([]);
    return { replayed, outcome: sumOutcomes(outcomes) };
  });
  const { replayed, outcome } = result;
  if (json) terminal.print(JSON.stringify({ ...outcome, replayed, reading }, null, 2));
  else {
    const described = reading && describeReading(reading);
    if (described || reading?.unread === 0) terminal.print(`${described || 'No new mail'}.`);
    if (replayed !== undefined)
      terminal.print(
        `${plural(replayed.requests, 'webhook')} read again, ${replayed.malformed} of them malformed.`,
      );
    const outcomes = describeOutcome(outcome, reading === undefined || replayed !== undefined);
    if (outcomes !== '') terminal.print(outcomes);
  }
  return code === 0 && reading !== undefined && reading.unread + reading.left > 0 ? 3 : code;
}

/** Undefined if no mailbox is configured. */
async function readMailboxes(
  context: CommandContext,
  newsletter: Newsletter,
): Promise<FeedbackReading | undefined> {
  if (!hasSources(context, newsletter)) return undefined;
  return withStore(context, (store) => readFeedback(context, store, newsletter));
}

function sumOutcomes(outcomes: readonly FeedbackOutcome[]): FeedbackOutcome {
  const sum = (name: Exclude<keyof FeedbackOutcome, 'paused'>) =>
    outcomes.reduce((total, each) => total + each[name], 0);
  return {
    applied: sum('applied'),
    repeated: sum('repeated'),
    // An event that waits is tried again by each call, so the last one knows how many there are.
    waiting: outcomes.at(-1)?.waiting ?? 0,
    refused: sum('refused'),
    complained: sum('complained'),
    unsubscribed: sum('unsubscribed'),
    suppressed: sum('suppressed'),
    paused: [...new Set(outcomes.flatMap(({ paused }) => paused))],
  };
}

/** Empty if nothing happened, unless `isAlways`. */
function describeOutcome(outcome: FeedbackOutcome, isAlways: boolean): string {
  const { applied, repeated, waiting, refused, complained, unsubscribed, suppressed, paused } = outcome;
  const parts = [
    (isAlways || applied > 0) && `${plural(applied, 'event')} applied`,
    repeated > 0 && `${repeated} repeated`,
    waiting > 0 && `${plural(waiting, 'event')} waiting for the delivery`,
    refused > 0 && `${refused} refused`,
    complained > 0 && `${plural(complained, 'reader')} suppressed after a complaint`,
    unsubscribed > 0 && `${plural(unsubscribed, 'reader')} unsubscribed`,
    suppressed > 0 && `${plural(suppressed, 'address', 'addresses')} suppressed`,
    paused.length > 0 && `${plural(paused.length, 'dispatch', 'dispatches')} paused: see "courant status"`,
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${parts.join(', ')}.`;
}
