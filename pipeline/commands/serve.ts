import { relative } from 'node:path';
import { checkLedger, ledgerEnds } from '../dispatches/check-ledger.ts';
import { exitCodeOf, type OpenEnd } from '../dispatches/open-ends.ts';
import { withLedgerState } from '../dispatches/open-ledger-state.ts';
import { pullEnds, readPullOutage } from '../dispatches/pull-outage.ts';
import { feedbackProofs } from '../dispatches/read-feedback.ts';
import { readSecrets } from '../dispatches/secrets.ts';
import { withStore } from '../dispatches/with-store.ts';
import type { FeedbackOptions } from '../feedback/effects/apply-feedback.ts';
import type { FeedbackEvent } from '../feedback/feedback-event.ts';
import { createRefusals, type Refusals } from '../feedback/webhooks/count-refusals.ts';
import type { Webhooks } from '../feedback/webhooks/create-webhooks.ts';
import type { ConfiguredWebhooks } from '../feedback/webhooks/open-webhooks.ts';
import { createProblem, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import { type CommandContext, type ExitCode, stateFolder } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import { untilAborted } from '../foundation/time/until-aborted.ts';
import type { Listening } from '../server/app/start-server.ts';
import type { Journal } from '../state/journal.ts';
import { probePlace } from '../state/probe-place.ts';
import { describeFailure } from '../state/read-ledger.ts';
import { journalAlerts } from './alert-journal.ts';
import { type LoadedPages, loadPages } from './load-pages.ts';
import { openMetrics } from './open-metrics.ts';
import { reloadPages } from './reload-pages.ts';
import { work } from './work.ts';

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly url?: string;
  /** Also does what `courant work` does. */
  readonly work?: boolean;
  readonly pull?: boolean;
  /** The longest time between two runs, in ms. */
  readonly every: number;
}

/**
 * Serves the public pages until a signal stops it, and loads changed files of the publication again. With SMTP_URL, it
 * sends their mail by SMTP. Without it, the mail goes to the outbox and links to this server, so that everything works
 * on one machine.
 */
export async function serve(context: CommandContext, options: ServeOptions): Promise<ExitCode> {
  const { terminal } = context;
  const pages = await loadPages(context, options);
  if (pages === undefined) return 1;
  const secrets = await readSecrets(context);
  const { assembleApp } = await import('../server/app/assemble-app.ts');
  const { startServer } = await import('../server/app/start-server.ts');

  return withStore<ExitCode>(context, async (store) => {
    let shown = pages;
    const { reachesPeople, name, folder } = pages.transport;
    const problems = problemLog(context);
    const state = {
      reachesPeople,
      begin: reachesPeople ? 'anywhere' : 'inside',
      mustCatchUp: false,
      onUnwritten: problems.tell,
    } as const;
    await withLedgerState(context, store, state, async ({ suppressions, place }) => {
      const clock = () => context.clock().getTime();
      const metrics = await openMetrics(context, store, name);
      const shared = {
        metrics,
        store,
        suppressions,
        secrets,
        clock,
        probePlace: () => probePlace(store, place, { reachesPeople }),
        remarks: () => pullEnds(readPullOutage(stateFolder(context)), clock()).map(describePull),
      };
      const refusals = createRefusals({ store, clock });
      const openDoor = await webhookDoor({ store, suppressions, clock, refusals }, () =>
        feedbackProofs(context, shown.publication.newsletter, secrets),
      );
      // If the write fails, the next one has the same counts and more.
      const writeRefusals = () => refusals.write().catch(() => undefined);
      const assemble =
        ({ url, webhooks, ...loaded }: LoadedPages) =>
        (listening: Listening) => {
          const publicUrl = url ?? localUrl(listening.port);
          return assembleApp({ ...shared, ...loaded, publicUrl, webhooks: openDoor(webhooks) }, listening);
        };
      await using open = new AsyncDisposableStack();
      const server = await startServer(assemble(pages), { port: options.port, hostname: options.host });
      open.defer(() => server.stop());
      const reloading = reloadPages(context, {
        ...options,
        pages,
        async replace(next) {
          await server.replace(assemble(next));
          shown = next;
        },
      });
      open.defer(() => reloading.close());
      terminal.note(`The public pages are at ${pages.url ?? localUrl(server.port)}/subscribe`);
      if (folder) terminal.note(`Their mail goes into ${relative(context.root, folder)}/`);
      const { journal } = suppressions;
      const alert = journalAlerts(context, store, () => shown.publication.newsletter);
      const alertProblems = problemLog(context);
      const catchingUp = setInterval(async () => {
        const problem = await catchUp(journal);
        problems.tell(problem);
        alertProblems.tell(await alert(problem));
        await writeRefusals();
      }, betweenAttempts);
      open.defer(() => clearInterval(catchingUp));
      await (options.work ? work(context, options) : untilAborted(context.signal));
      await open.disposeAsync();
      await catchUp(journal);
      await writeRefusals();
    });
    const left = await checkLedger(context, store);
    reportProblems(context, left);
    return exitCodeOf(ledgerEnds(left));
  });
}

const describePull = ({ count = 0 }: OpenEnd) => `pull-failed: ${count} h`;

/** Returns a function that opens the webhooks of the providers that newsletter.yaml names. */
async function webhookDoor(
  { refusals, ...parts }: Omit<FeedbackOptions, 'links' | 'returnPaths'> & { readonly refusals: Refusals },
  proofs: () => Promise<Pick<FeedbackOptions, 'links' | 'returnPaths'>>,
) {
  const { createWebhooks } = await import('../feedback/webhooks/create-webhooks.ts');
  const { applyFeedback } = await import('../feedback/effects/apply-feedback.ts');
  const { store, clock } = parts;
  const apply = async (events: readonly FeedbackEvent[]) =>
    applyFeedback(events, { ...parts, ...(await proofs()) });
  return (configured: ConfiguredWebhooks): Webhooks | undefined =>
    configured.size === 0 ? undefined : createWebhooks({ configured, store, refusals, clock, fetch, apply });
}

/** How often the server tries to write the entries that wait for the journal, in ms. */
const betweenAttempts = 60_000;

/** Writes the waiting entries. Returns the problem that prevented it, if any. */
async function catchUp(journal: Journal): Promise<Problem | undefined> {
  try {
    await journal.catchUp();
    return undefined;
  } catch (error) {
    // Return the problem instead of throwing it, because the public pages have to keep working.
    if (error instanceof ProblemError) return error.problems[0];
    return createProblem('mark-failed', { place: 'its place', reason: describeFailure(error) });
  }
}

/** Prints a problem once when it begins, instead of with every withdrawal. */
function problemLog({ reporter }: CommandContext) {
  let last: string | undefined;
  return {
    tell(problem: Problem | undefined) {
      if (problem !== undefined && problem.code !== last) reporter.problems([problem]);
      last = problem?.code;
    },
  };
}

const localUrl = (port: number) => `http://localhost:${port}`;
