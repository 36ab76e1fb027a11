import { describeOutcome } from '../delivery/transport/describe-outcome.ts';
import { sendThrough } from '../delivery/transport/send-through.ts';
import type { Connection, Outcome, Transport } from '../delivery/transport/transport.ts';
import { minute } from '../foundation/time/durations.ts';
import type { Message } from '../messages/message.ts';
import type { Store } from '../store/store.ts';
import type { Links } from '../subscribers/links/links.ts';
import {
  claimNotice,
  type DueNotice,
  explainNotices,
  openNoticeGate,
  readDueNotices,
  recoverNotices,
  type SettledNotice,
  settleNotice,
} from '../subscribers/notices.ts';
import { wireAddress } from '../subscribers/parse-address.ts';
import type { NoticeComposer } from './compose-notice.ts';
import { type Log, withoutPrivate } from './create-log.ts';

/** Sends recorded notices in the background, so that no page waits for a mail server. */
export interface Mailer {
  /** Signals that there may be mail to send. */
  kick(): void;
  /** Stops sending. A mail still in progress after `grace` ms is aborted, and a later run sends it. */
  stop(grace?: number): Promise<void>;
}

interface MailerOptions {
  readonly store: Store;
  readonly transport: Transport;
  readonly compose: NoticeComposer;
  readonly links: Links;
  readonly log: Log;
  /** How long the mailer waits after `kick`, in ms. The default is about a second. */
  readonly delay?: (() => number) | undefined;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
}

/**
 * The mailer waits, because mail that is sent during a request would slow down the response and so reveal who
 * subscribes.
 */
const aboutASecond = () => 500 + Math.random() * 1000;

const atOnce = 20;
const stopGrace = 4000;
/** How often the mailer looks for unsent mail that another process may have recorded, in ms. */
const patrol = minute;
const mostAttempts = 8;
/**
 * How long a process may take to reach the gate, and again to get the reply, before others presume it dead,
 * in ms.
 */
const lease = 15 * minute;

/**
 * Creates the mailer. It retries a temporarily refused mail after 1, 2, 4 … minutes. It does not resend a
 * mail with an unknown outcome, so that nobody gets it twice; a person who did not get it can request
 * another.
 */
export function createMailer(options: MailerOptions): Mailer {
  let stopped = false;
  let wanted = false;
  let running: Promise<void> | undefined;
  let connection: Connection | undefined;
  const connect = async () => {
    connection = await options.transport.connect();
    return connection;
  };
  let waiting: NodeJS.Timeout | undefined;
  const delay = options.delay ?? aboutASecond;
  const kick = () => {
    waiting ??= setTimeout(begin, delay());
  };
  const begin = () => {
    waiting = undefined;
    wanted = true;
    if (stopped || running) return;
    running = run().finally(() => {
      running = undefined;
    });
  };
  const run = async () => {
    while (wanted && !stopped) {
      wanted = false;
      try {
        if (await sendDue({ ...options, connect }, () => stopped)) wanted = true;
      } catch (error) {
        // The notices stay recorded, and the next round retries them.
        options.log.error({ error }, 'notices were not sent');
      }
    }
  };
  const timer = setInterval(begin, patrol);
  timer.unref();
  return {
    kick,
    async stop(grace = stopGrace) {
      stopped = true;
      clearInterval(timer);
      clearTimeout(waiting);
      const breakOff = setTimeout(() => connection?.close(), grace);
      await running;
      clearTimeout(breakOff);
    },
  };
}

/** Sends notices that are due over one connection. Returns whether more of them may be due. */
async function sendDue(
  options: MailerOptions & { connect: () => Promise<Connection> },
  isStopped: () => boolean,
): Promise<boolean> {
  const { store, connect, clock } = options;
  await recoverNotices(store, clock());
  const due = await readDueNotices(store, clock(), atOnce);
  if (due.length === 0) return false;
  const connection = await connectOrExplain(store, connect, due);
  try {
    for (const notice of due) {
      if (isStopped()) return false;
      // A refusal may end the connection, and must not hold up the other notices.
      if (!connection.usable) return true;
      const claimedUntil = clock() + lease;
      if (!(await claimNotice(store, notice, claimedUntil))) continue;
      const held = [claimedUntil];
      const settled = await sendOne(options, connection, notice, async () => {
        const sendingUntil = clock() + lease;
        const isOpen = await openNoticeGate(store, { id: notice.id, claimedUntil, sendingUntil });
        if (isOpen) held.push(sendingUntil);
        return isOpen;
      });
      const wait = minute * 2 ** notice.attempts;
      if (settled) await settleNotice(store, { id: notice.id, held }, settled, clock() + wait);
    }
  } finally {
    await connection.close();
  }
  return due.length === atOnce;
}

/**
 * Connects. If no server can be reached, records that on each notice, for an operator who looks for missing
 * mail.
 */
async function connectOrExplain(
  store: Store,
  connect: () => Promise<Connection>,
  due: readonly DueNotice[],
): Promise<Connection> {
  try {
    return await connect();
  } catch (error) {
    const reason = error instanceof Error ? withoutPrivate(error.message) : 'no connection';
    await explainNotices(
      store,
      due.map(({ id }) => id),
      reason,
    );
    throw error;
  }
}

/**
 * Sends one notice. Undefined when its gate stays shut, because another process holds the notice or it is
 * void.
 */
async function sendOne(
  options: MailerOptions,
  connection: Connection,
  notice: DueNotice,
  gate: () => Promise<boolean>,
): Promise<SettledNotice | undefined> {
  const { kind, to, attempts } = notice;
  if (to === undefined) return { state: 'failed', reply: 'its recipient no longer exists' };
  const message = await composeOrLog(options, notice, to);
  if (message === undefined) return { state: 'failed', reply: 'it could not be composed; the log says why' };
  const outcome = await sendThrough(connection, message, gate);
  const code = 'reply' in outcome ? outcome.reply.code : undefined;
  options.log.info({ notice: kind, outcome: outcome.kind, reply: code }, 'notice');
  if (outcome.kind === 'withheld') return undefined;
  return { state: stateAfter(outcome, attempts + 1), reply: withoutPrivate(describeOutcome(outcome)) };
}

function stateAfter({ kind }: Outcome, attempts: number): SettledNotice['state'] {
  if (kind === 'accepted') return 'sent';
  if (kind === 'uncertain') return kind;
  return kind === 'rejected' || kind === 'unwritable' || attempts >= mostAttempts ? 'failed' : 'planned';
}

/** Composes a notice. One that cannot be composed must not block the others. */
async function composeOrLog(
  { compose, links, log }: MailerOptions,
  { kind, subject, locale, messageId, createdAt }: DueNotice,
  to: NonNullable<DueNotice['to']>,
): Promise<Message | undefined> {
  try {
    return await compose({
      kind,
      locale,
      to: wireAddress(to.address, to.normalised),
      name: to.name ?? undefined,
      url: linkFor(links, kind)(subject, locale, createdAt),
      messageId,
      date: new Date(createdAt),
    });
  } catch (error) {
    log.error({ notice: kind, error }, 'a notice cannot be composed');
    return undefined;
  }
}

function linkFor(links: Links, kind: DueNotice['kind']) {
  switch (kind) {
    case 'confirm':
      return links.confirmUrl;
    case 'export':
      return links.exportUrl;
    case 'erase':
      return links.eraseUrl;
    default:
      return links.preferencesUrl;
  }
}
