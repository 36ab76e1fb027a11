import { createHash } from 'node:crypto';
import type { DeliveryReport } from '../delivery/deliver.ts';
import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import type { TransportKind } from '../delivery/transport/transport.ts';
import { chooseTransport, describeTransport } from '../delivery/transports.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Publication } from '../publication/publication.ts';
import type { Store } from '../store/store.ts';
import { checkBeforeSending } from './check-before-sending.ts';
import { dispatchIssue, planIssue } from './dispatch-issue.ts';
import { openTransport } from './open-transport.ts';
import { refuseHeld } from './refuse-held.ts';

/** Checks and renders an issue as it is on the disk. Rejects with its problems. */
export type OpenIssue = (
  slug: string,
) => Promise<{ readonly publication: Publication; readonly issue: RenderedIssue }>;

/** What would be sent now, for a person who confirms it. */
export interface SendPlan {
  readonly plan: DispatchPlan;
  /** The transport in words. */
  readonly transport: string;
  readonly reachesPeople: boolean;
  /** Differs as soon as anything differs that the person confirms: readers, lists, or the words of an edition. */
  readonly fingerprint: string;
}

/**
 * Plans an issue as `courant send <slug>` would send it now. Fails with the problem that forbids it: a mistake
 * in the issue, `issue-not-ready`, `issue-held`, `issue-expired` or `issue-withdrawn`. Records nothing.
 */
export async function planByName(
  context: ProgramContext,
  store: Store,
  openIssue: OpenIssue,
  slug: string,
): Promise<SendPlan> {
  const kind = chooseTransport(context.environment);
  const { publication, issue } = await openSendable(context, store, { kind, openIssue, slug });
  const plan = await planIssue(context, store, publication, issue, kind);
  const { label } = describeTransport(kind.name);
  const { reachesPeople } = kind;
  return { plan, transport: label, reachesPeople, fingerprint: fingerprintOf(plan, issue) };
}

interface SendOptions {
  readonly openIssue: OpenIssue;
  readonly slug: string;
  /** That of the plan that a person has confirmed. */
  readonly fingerprint: string;
}

/**
 * Sends an issue to everybody in its plan. Returns as soon as the plan is in the ledger, with the delivery that
 * continues. Also fails with `plan-changed`, and with `plan-empty` when nobody would get it.
 */
export async function sendByName(
  context: ProgramContext,
  store: Store,
  { openIssue, slug, fingerprint }: SendOptions,
): Promise<{ dispatch: number; transport: string; delivering: Promise<DeliveryReport | undefined> }> {
  const kind = chooseTransport(context.environment);
  const { publication, issue } = await openSendable(context, store, { kind, openIssue, slug });
  const transport = await openTransport(context, publication.newsletter, kind, slug);
  const recorded = Promise.withResolvers<number>();
  const delivering = dispatchIssue(context, store, publication, issue, transport, {
    async approve(plan) {
      if (fingerprintOf(plan, issue) !== fingerprint) fail('plan-changed', { issue: slug });
      if (plan.total + plan.late === 0) fail('plan-empty', { issue: slug });
      if (kind.reachesPeople) await checkBeforeSending(context, publication, issue);
      return true;
    },
    onRecorded: recorded.resolve,
  }).then(({ report }) => report);
  const dispatch = await Promise.race([recorded.promise, delivering.then(() => undefined)]);
  // A plan that somebody else carried out in the meantime leaves nothing to record.
  if (dispatch === undefined) return fail('plan-changed', { issue: slug });
  return { dispatch, transport: kind.name, delivering };
}

async function openSendable(
  context: ProgramContext,
  store: Store,
  { kind, openIssue, slug }: Pick<SendOptions, 'openIssue' | 'slug'> & { readonly kind: TransportKind },
) {
  const opened = await openIssue(slug);
  const { issue } = opened.issue;
  const isReady = issue.articles.get(issue.source)?.status === 'ready';
  if (!isReady) fail('issue-not-ready', { slug });
  const { expires } = issue;
  if (kind.reachesPeople && expires !== undefined && expires <= context.clock().getTime())
    fail('issue-expired', { issue: slug, expired: new Date(expires).toISOString() });
  await refuseHeld(context, store, slug);
  return opened;
}

function fingerprintOf(plan: DispatchPlan, { editions, substitutes }: RenderedIssue): string {
  const hashes = [
    ...editions.map(({ edition, status }) => [edition.locale, status, edition.hash]),
    ...substitutes.map(({ locale, hash }) => [locale, hash]),
  ];
  // How many readers the pace cannot reach changes with the time, and is not confirmed.
  const { tooSlow: _, ...confirmed } = plan;
  return createHash('sha256')
    .update(JSON.stringify([confirmed, hashes]))
    .digest('hex')
    .slice(0, 32);
}
