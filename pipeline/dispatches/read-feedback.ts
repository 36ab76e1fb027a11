import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { describeOutcome } from '../delivery/transport/describe-outcome.ts';
import { sendThrough } from '../delivery/transport/send-through.ts';
import { chooseTransport } from '../delivery/transports.ts';
import type { FeedbackOutcome } from '../feedback/effects/apply-feedback.ts';
import type { HandledMail, MailHandler } from '../feedback/sources/handle-mail.ts';
import type { MailTaker } from '../feedback/sources/mail-taker.ts';
import { createProblem } from '../foundation/problems/problem.ts';
import { type ProgramContext, stateFolder } from '../foundation/program/context.ts';
import { optionalPackage } from '../foundation/program/optional-package.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { Store } from '../store/store.ts';
import { createLinks } from '../subscribers/links/links.ts';
import { returnPathsOf } from './delivery-options.ts';
import { withLedgerState } from './open-ledger-state.ts';
import { openTransport } from './open-transport.ts';
import { orReport } from './or-report.ts';
import { pagesUrl } from './pages-url.ts';
import { readSecrets } from './secrets.ts';
import { attemptNotice } from './send-notice.ts';
import { takeMails } from './take-mails.ts';

/** What was read, and what it did. */
export interface FeedbackReading {
  /** The number of mails by what they are. Mails that were handled before do not count. */
  readonly mails: Readonly<Partial<Record<HandledMail['verdict'], number>>>;
  readonly suppressed: number;
  readonly complained: number;
  readonly unsubscribed: number;
  readonly paused: readonly number[];
  /** How many of the configured places could not be read. */
  readonly unread: number;
  /** How many mails could not be handled. They stay where they are. */
  readonly left: number;
}

/** The path of the folder for mails that nobody else keeps. */
export const asideFolder = (context: ProgramContext) => join(stateFolder(context), 'feedback');

/** Whether newsletter.yaml or the environment names a place to read from. */
export function hasSources({ environment }: ProgramContext, { feedback }: Newsletter): boolean {
  return feedback.maildir !== undefined || Boolean(environment['IMAP_URL']);
}

/**
 * Reads what came back from all configured places and applies it. A place that cannot be read and a mail that cannot be
 * handled are reported, and the others are read.
 */
export async function readFeedback(
  context: ProgramContext,
  store: Store,
  newsletter: Newsletter,
): Promise<FeedbackReading> {
  const { root, signal, reporter } = context;
  return withHandler(context, store, newsletter, async (handler) => {
    const { handleMail } = await import('../feedback/sources/handle-mail.ts');
    const { applyFeedback } = await import('../feedback/effects/apply-feedback.ts');
    const taker = takeMails(reporter, (raw) => handleMail(raw, handler));
    const { maildir } = newsletter.feedback;
    const wasRead = [
      await orReport(reporter, async () => {
        if (maildir === undefined) return;
        const { readMaildir } = await import('../feedback/sources/read-maildir.ts');
        await readMaildir(resolve(root, maildir), taker, signal);
      }),
      await orReport(reporter, () => readMailbox(context, store, taker)),
    ];
    // Events that waited are tried again, even if nothing new has come.
    const waited = await applyFeedback([], handler);
    const unread = wasRead.filter((each) => !each).length;
    return { ...summarise(taker.handled, waited), unread, left: taker.left() };
  });
}

/** Tries the events again that wait for their delivery. Undefined if none waits. */
export async function retryWaiting(
  context: ProgramContext,
  store: Store,
  newsletter: Newsletter,
): Promise<FeedbackReading | undefined> {
  const { countWaiting } = await import('../feedback/effects/stored-events.ts');
  if ((await store.read(countWaiting)) === 0) return undefined;
  const { applyFeedback } = await import('../feedback/effects/apply-feedback.ts');
  return withHandler(context, store, newsletter, async (handler) =>
    summarise([], await applyFeedback([], handler)),
  );
}

/** What proves to which delivery or subscriber an event belongs. */
export async function feedbackProofs(
  context: ProgramContext,
  newsletter: Newsletter,
  secrets: readonly string[],
): Promise<Pick<MailHandler, 'returnPaths' | 'links'>> {
  const clock = () => context.clock().getTime();
  return {
    returnPaths: await returnPathsOf(newsletter, secrets),
    links: createLinks({ secrets, publicUrl: pagesUrl(context, newsletter), clock }),
  };
}

/** Handles one mail that a mail server hands over. Rejects if the server has to try again later. */
export async function receiveMail(
  context: ProgramContext,
  store: Store,
  newsletter: Newsletter,
  { raw, recipient }: { readonly raw: Uint8Array; readonly recipient: string | undefined },
): Promise<FeedbackReading> {
  const { handleMail } = await import('../feedback/sources/handle-mail.ts');
  return withHandler(context, store, newsletter, async (handler) =>
    summarise([await handleMail(raw, handler, recipient)], undefined),
  );
}

function withHandler<Result>(
  context: ProgramContext,
  store: Store,
  newsletter: Newsletter,
  use: (handler: MailHandler) => Promise<Result>,
): Promise<Result> {
  const options = { reachesPeople: false, begin: 'anywhere', mustCatchUp: false } as const;
  return withLedgerState(context, store, options, async ({ suppressions }) => {
    const secrets = await readSecrets(context);
    const clock = () => context.clock().getTime();
    return use({
      store,
      suppressions,
      ...(await feedbackProofs(context, newsletter, secrets)),
      aside: asideFolder(context),
      forward: forwardTo(context, newsletter),
      clock,
    });
  });
}

async function readMailbox(context: ProgramContext, store: Store, taker: MailTaker): Promise<void> {
  const { imapAccess } = await import('../feedback/sources/imap-access.ts');
  const access = imapAccess(context);
  if (access === undefined) return;
  const load = () => import('../feedback/sources/read-imap.ts');
  const { readImap } = await optionalPackage('imapflow', 'IMAP_URL', load);
  await readImap({ ...access, store }, taker);
}

/** Sends a mail on, byte for byte, with a new envelope. Nothing is sent by a transport that reaches nobody. */
function forwardTo(context: ProgramContext, newsletter: Newsletter): MailHandler['forward'] {
  const { replies } = newsletter.feedback;
  const kind = chooseTransport(context.environment);
  if (replies === undefined || !kind.reachesPeople) return undefined;
  const from = newsletter.delivery.bounceAddress ?? newsletter.sender.address;
  return async (raw) => {
    const messageId = `<${createHash('sha256').update(raw).digest('hex').slice(0, 32)}@forwarded>`;
    const end = await attemptNotice(async () => {
      const transport = await openTransport(context, newsletter, kind, 'notices');
      const connection = await transport.connect();
      try {
        const message = { messageId, envelope: { from, to: replies }, raw: withCrlf(raw) };
        return await sendThrough(connection, message, async () => true);
      } finally {
        await connection.close();
      }
    });
    if ('kind' in end && end.kind === 'accepted') return true;
    const reason = 'kind' in end ? describeOutcome(end) : end.message;
    context.reporter.problems([createProblem('reply-unsent', { reason })]);
    return false;
  };
}

/** A Maildir and a pipe have the line ends of the machine; SMTP has CRLF. */
function withCrlf(raw: Uint8Array): Uint8Array {
  const text = Buffer.from(raw)
    .toString('latin1')
    .replace(/^From .*\r?\n/, '');
  return Buffer.from(`${text.replace(/\r?\n/g, '\r\n').trimEnd()}\r\n`, 'latin1');
}

function summarise(handled: readonly HandledMail[], waited: FeedbackOutcome | undefined): FeedbackReading {
  const fresh = handled.filter(({ isRepeated }) => !isRepeated);
  const outcomes = [...fresh.flatMap(({ outcome }) => outcome ?? []), ...(waited ? [waited] : [])];
  const sum = (count: 'suppressed' | 'complained' | 'unsubscribed') =>
    outcomes.reduce((total, outcome) => total + outcome[count], 0);
  const mails: Partial<Record<HandledMail['verdict'], number>> = {};
  for (const { verdict } of fresh) mails[verdict] = (mails[verdict] ?? 0) + 1;
  return {
    mails,
    suppressed: sum('suppressed'),
    complained: sum('complained'),
    unsubscribed: sum('unsubscribed'),
    paused: [...new Set(outcomes.flatMap(({ paused }) => paused))],
    unread: 0,
    left: 0,
  };
}
