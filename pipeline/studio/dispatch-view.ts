import { byHand } from '../delivery/ledger/dispatch-state.ts';
import { readHolders } from '../delivery/ledger/holders.ts';
import { readOutlook } from '../delivery/ledger/outlook.ts';
import { openStates, sumStates } from '../delivery/ledger/state.ts';
import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import { type DispatchStatus, readStatus } from '../delivery/status/read-status.ts';
import { describeTransport } from '../delivery/transports.ts';
import type { Deliverer } from '../dispatches/deliver-here.ts';
import type { SendPlan } from '../dispatches/send-by-name.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { readFeedbackReport } from '../feedback/report/read-report.ts';
import { createProblem, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import type { Publication } from '../publication/publication.ts';
import type { DeliveryState } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { readOverTime } from './delivered-over-time.ts';
import type { SentCounts } from './overview.ts';
import type { DispatchDetail, PlainProblem, PlanView, SendPlanView } from './protocol/dispatch.ts';
import type { StudioServices } from './studio.ts';

/** How many messages of each issue were accepted, under every slug that the ledger knows for the issue. */
export async function countSent(store: Store): Promise<SentCounts> {
  const rows = await store.read((db) =>
    db
      .selectFrom('deliveries')
      .innerJoin('dispatches', 'dispatches.id', 'deliveries.dispatch')
      .select(({ fn }) => ['dispatches.issue', 'dispatches.transport', fn.countAll<number>().as('count')])
      .where('deliveries.state', '=', 'accepted')
      .groupBy(['dispatches.issue', 'dispatches.transport'])
      .execute(),
  );
  const counts = new Map<string, { people: number; trial: number }>();
  for (const { issue, transport, count } of rows) {
    const before = counts.get(issue) ?? { people: 0, trial: 0 };
    const side = describeTransport(transport).reachesPeople ? 'people' : 'trial';
    counts.set(issue, { ...before, [side]: before[side] + Number(count) });
  }
  const names = await store.read((db) => db.selectFrom('issue_names').selectAll().execute());
  for (const { name, issue } of names) {
    const sent = counts.get(issue);
    if (sent && !counts.has(name)) counts.set(name, sent);
  }
  return counts;
}

const nothing: PlanView = {
  lines: [],
  refused: undefined,
  lists: undefined,
  held: 0,
  newcomers: 0,
  tooSlow: 0,
};

/** Plans a dispatch for the page. A plan that fails says why it would be refused. */
export async function planForPage(
  services: Pick<StudioServices, 'plan'>,
  publication: Publication | undefined,
  rendered: RenderedIssue | undefined,
): Promise<PlanView> {
  if (publication === undefined || rendered === undefined) return nothing;
  try {
    return showPlan(await services.plan(publication, rendered));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const [refused] = error.problems.map(showPlainly);
    return { ...nothing, refused };
  }
}

const showPlainly = ({ code, data, message }: Problem): PlainProblem => ({ code, data, message });

/** Converts a plan that a person confirms before it is carried out. */
export function showSendPlan({ plan, transport, reachesPeople, fingerprint }: SendPlan): SendPlanView {
  return {
    plan: showPlan(plan),
    total: plan.total + plan.late,
    already: plan.already,
    isSample: plan.sample,
    transport,
    reachesPeople,
    fingerprint,
  };
}

/** Converts a plan for the page. */
export function showPlan({
  issue,
  editions,
  refused,
  lists,
  held,
  newcomers,
  tooSlow,
}: DispatchPlan): PlanView {
  return {
    lines: editions.map(({ locale, state, language, leftOut, recipients, choices, changed }) => ({
      locale,
      state,
      language,
      leftOut,
      recipients,
      exact: choices.exact,
      lookup: choices.lookup,
      fallback: choices.default,
      changed,
    })),
    refused:
      refused.length > 0
        ? showPlainly(createProblem('editions-missing', { issue, locales: refused }))
        : undefined,
    lists,
    held,
    newcomers,
    tooSlow,
  };
}

/** The facts about a dispatch that are not in the ledger. */
interface DispatchContext {
  readonly deliverer: Pick<Deliverer, 'can' | 'run'>;
  /** Whether this studio may resume a dispatch. */
  readonly maySend: boolean;
  /** The highest rate that newsletter.yaml allows, in messages per second. */
  readonly pace: number | undefined;
  readonly now: number;
}

/** Describes the dispatches of an issue with these names for the page, newest first. */
export async function describeDispatches(
  store: Store,
  issue: readonly string[],
  context: DispatchContext,
): Promise<DispatchDetail[]> {
  const statuses = await readStatus(store, { issue, names: 50, domains: 12 });
  return Promise.all(statuses.map((status) => describeDispatch(store, status, context)));
}

async function describeDispatch(
  store: Store,
  status: DispatchStatus,
  { deliverer, maySend, pace, now }: DispatchContext,
): Promise<DispatchDetail> {
  const { dispatch, issue, revision, transport, state, reason, counts, total, reasons } = status;
  const { label, reachesPeople } = describeTransport(transport);
  const open = sumStates(counts, openStates);
  const tempo = await readOverTime(store, dispatch, now);
  const [feedback] = await readFeedbackReport(store, { dispatch });
  const outlook = open > 0 ? await readOutlook(store, dispatch, undefined) : undefined;
  return {
    dispatch,
    revision,
    transport: label,
    reachesPeople,
    state,
    reason,
    isByHand: reason === byHand,
    createdAt: status.createdAt.getTime(),
    counts,
    total,
    editions: sumByLocale(status.editions),
    reasons,
    named: (['uncertain', 'rejected'] as const).flatMap((named) =>
      status[named].map((each) => ({
        delivery: each.id,
        state: named,
        address: each.address,
        reason: each.reply ?? each.reason ?? '',
      })),
    ),
    ...tempo,
    domains: sumByDomain(status.domains),
    secondsLeft: tempo.perSecond > 0 && open > 0 ? Math.ceil(open / tempo.perSecond) : undefined,
    pace: reachesPeople ? pace : undefined,
    atWork: open > 0 ? await whoIsAtWork(store, dispatch, deliverer) : undefined,
    // Undefined while a process holds deliveries, because that process or its successor continues them.
    nextAt: outlook?.elsewhere === 0 ? outlook.nextAt : undefined,
    canGoOn: maySend && deliverer.can(transport),
    goOnCommand: `npx courant send ${issue} --resume${reachesPeople ? '' : ' --outbox'}`,
    feedback: feedback && { reasons: feedback.reasons, complaints: feedback.complaints },
    problems: deliverer.run(dispatch)?.problems.map(showPlainly) ?? [],
  };
}

async function whoIsAtWork(
  store: Store,
  dispatch: number,
  deliverer: Pick<Deliverer, 'run'>,
): Promise<DispatchDetail['atWork']> {
  if (deliverer.run(dispatch)?.isUnderWay) return 'here';
  const holders = await readHolders(store, dispatch);
  const others = holders.filter(({ isThisProcess, isAlive }) => isAlive !== false && !isThisProcess);
  return others.length > 0 ? 'elsewhere' : undefined;
}

function sumByLocale(editions: DispatchStatus['editions']) {
  const sums = new Map<string, number>();
  for (const { locale, count } of editions) sums.set(locale, (sums.get(locale) ?? 0) + count);
  return [...sums].map(([locale, count]) => ({ locale, count }));
}

function sumByDomain(rows: DispatchStatus['domains']) {
  return [...Map.groupBy(rows, ({ domain }) => domain)].map(([domain, states]) => ({
    domain,
    count: states.reduce((sum, { count }) => sum + count, 0),
    accepted: sumOf(states, ['accepted']),
    failed: sumOf(states, ['rejected', 'uncertain', 'expired', 'bounced', 'complained']),
  }));
}

function sumOf(rows: DispatchStatus['domains'], wanted: readonly DeliveryState[]): number {
  return rows.reduce((sum, { state, count }) => sum + (wanted.includes(state) ? count : 0), 0);
}
