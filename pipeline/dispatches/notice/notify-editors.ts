import {
  claimEditorNotice,
  type NoticeEnd,
  openEditorNoticeGate,
  settleEditorNotice,
} from '../../delivery/ledger/editor-notices.ts';
import { ledgerNameOf } from '../../delivery/ledger/issue-names.ts';
import { describeOutcome } from '../../delivery/transport/describe-outcome.ts';
import type { Outcome, TransportKind } from '../../delivery/transport/transport.ts';
import { chooseTransport } from '../../delivery/transports.ts';
import type { RenderedIssue } from '../../editions/render-editions.ts';
import { createProblem, type Problem, ProblemError } from '../../foundation/problems/problem.ts';
import type { ProgramContext } from '../../foundation/program/context.ts';
import { minute } from '../../foundation/time/durations.ts';
import type { Message } from '../../messages/message.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import type { Publication } from '../../publication/publication.ts';
import { timesOfIssue } from '../../schedule/delivery-times.ts';
import { judgeIssues } from '../../schedule/judge-issues.ts';
import { noticeBefore } from '../../schedule/schedule-settings.ts';
import type { Store } from '../../store/store.ts';
import { readCountedSince } from '../count-since.ts';
import { readSigners } from '../delivery-options.ts';
import { planIssue, prepareAudience } from '../dispatch-issue.ts';
import { openTransport } from '../open-transport.ts';
import { type DatedIssue, readScheduleLedger } from '../read-schedule-ledger.ts';
import { attemptNotice, sendNotice } from '../send-notice.ts';
import { composeEditorNotice } from './compose-editor-notice.ts';
import { describeBroken, describeDraft, describeForEditors } from './editor-notice.ts';

interface NotifyOptions {
  readonly newsletter: Newsletter;
  /** All issues, including drafts and those with errors. */
  readonly issues: readonly DatedIssue[];
  /**
   * Opens the issue to announce, with the publication. Rejects with the errors of an issue that cannot be
   * sent.
   */
  readonly open: (slug: string) => Promise<OpenedIssue>;
  /** Opens only the publication, for an issue that cannot be opened. */
  readonly openShared: () => Promise<Publication>;
}

interface OpenedIssue {
  readonly publication: Publication;
  readonly issue: RenderedIssue;
  readonly problems: readonly Problem[];
}

interface Notices {
  readonly notified: readonly Notified[];
  /** When the next notice is due, in ms since 1970; undefined if there is none. */
  readonly next: number | undefined;
}

/** A notice that was due. */
interface Notified {
  readonly issue: string;
  readonly to: string;
  readonly end: NoticeEnd;
  /** Why the notice was not sent. */
  readonly problems: readonly Problem[];
}

/** How long a process may take for one notice before another may send it, in ms. */
const lease = 15 * minute;

/**
 * Notifies the editors about the issues that will be sent soon, and about drafts whose moment is near: once
 * each for a moment of an issue, even if several machines run. A failure is reported, and does not stop the
 * run.
 */
export async function notifyEditors(
  context: ProgramContext,
  store: Store,
  options: NotifyOptions,
): Promise<Notices> {
  const { newsletter } = options;
  const before = noticeBefore(newsletter);
  const notice = newsletter.schedule?.notice;
  if (before === undefined || notice === undefined) return { notified: [], next: undefined };
  const kind = chooseTransport(context.environment);
  if (newsletter.schedule?.readersTime) await prepareAudience(context, store, kind);
  const now = context.clock().getTime();
  const since = await readCountedSince(store, kind.name, newsletter, now);
  const judging = { transport: kind.name, newsletter, since, now };
  const { ledger, issues } = await readScheduleLedger(store, options.issues, judging);
  // A draft is expected at the moment at which it would go out if it were ready.
  const expected = judgeIssues(newsletter, issues.map(asReady), ledger, now);
  const notified: Notified[] = [];
  for (const [at, { standing }] of expected.entries()) {
    const issue = issues[at];
    if (context.signal.aborted) break;
    if (issue === undefined || standing.kind !== 'upcoming' || standing.moment - before > now) continue;
    const name = await store.read((db) => ledgerNameOf(db, { issue: issue.slug, aliases: issue.aliases }));
    const key = {
      issue: name,
      transport: kind.name,
      moment: issue.moment ?? standing.moment,
      kind: issue.isReady ? 'ready' : 'draft',
    } as const;
    const until = now + lease;
    if (!(await claimEditorNotice(store, key, { now, until }))) continue;
    let isOpen = false;
    const result = await attemptNotice(async () => {
      const message = await compose(context, store, kind, issue, standing.moment, options);
      return sendNotice(context, newsletter, message, async () => {
        isOpen = await openEditorNoticeGate(store, key, { now: context.clock().getTime(), until });
        return isOpen;
      });
    });
    const end = 'kind' in result ? endOf(result) : isOpen ? 'uncertain' : 'planned';
    const reason = 'kind' in result ? describeOutcome(result) : result.message;
    const settled = { state: end, reply: end === 'sent' ? null : reason, now: context.clock().getTime() };
    await settleEditorNotice(store, key, settled);
    const unsent = createProblem('notice-unsent', { issue: issue.slug, reason, end });
    notified.push({ issue: issue.slug, to: notice.to, end, problems: end === 'sent' ? [] : [unsent] });
  }
  const coming = expected.flatMap(({ standing }) =>
    standing.kind === 'upcoming' && standing.moment - before > now ? [standing.moment - before] : [],
  );
  return { notified, next: coming.length === 0 ? undefined : Math.min(...coming) };
}

const asReady = (issue: DatedIssue): DatedIssue => ({ ...issue, isReady: true });

async function compose(
  context: ProgramContext,
  store: Store,
  kind: TransportKind,
  issue: DatedIssue,
  moment: number,
  { newsletter, open, openShared }: NotifyOptions,
): Promise<Message> {
  const { schedule, delivery } = newsletter;
  const { dkim } = delivery;
  const at = issue.isBySchedule && schedule?.readersTime ? schedule.at : undefined;
  const opened = await openOrFindings(open, issue.slug);
  const findings = opened.problems.filter(({ severity }) => severity !== 'note');
  const rest = { moment, at, findings, isDraft: !issue.isReady };
  const describeReady = async ({ publication, issue: rendered }: OpenedIssue) => {
    const transport = await openTransport(context, newsletter, kind, issue.slug);
    const times = timesOfIssue(rendered.issue, newsletter);
    const plan = await planIssue(context, store, publication, rendered, transport, { times });
    return describeForEditors(rendered, plan, rest);
  };
  const isBroken = !('issue' in opened);
  const publication = isBroken ? await openShared() : opened.publication;
  const describe = async () => {
    if (isBroken) return describeBroken(issue.slug, rest);
    return issue.isReady
      ? describeReady(opened)
      : describeDraft(opened.issue, newsletter.languages.editions, rest);
  };
  const notice = await describe();
  return composeEditorNotice(publication, notice, {
    to: schedule?.notice?.to ?? '',
    preview: schedule?.notice?.preview,
    signers: dkim && kind.reachesPeople ? await readSigners(context, dkim) : [],
    date: context.clock(),
  });
}

/** The issue, or the errors that keep it from being sent. */
async function openOrFindings(
  open: NotifyOptions['open'],
  slug: string,
): Promise<OpenedIssue | Pick<OpenedIssue, 'problems'>> {
  try {
    return await open(slug);
  } catch (error) {
    if (error instanceof ProblemError) return { problems: error.problems };
    throw error;
  }
}

function endOf({ kind }: Outcome): NoticeEnd {
  if (kind === 'accepted') return 'sent';
  if (kind === 'uncertain') return 'uncertain';
  return kind === 'rejected' || kind === 'unwritable' ? 'failed' : 'planned';
}
