import { hostname } from 'node:os';
import { endAlert } from '../dispatches/alert/end-alert.ts';
import { openReasons } from '../dispatches/open-ends.ts';
import {
  forgetPullOutage,
  keepPullOutage,
  type PullOutage,
  pullEnds,
  readPullOutage,
} from '../dispatches/pull-outage.ts';
import { withStore } from '../dispatches/with-store.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { createProblem, type Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { type CommandContext, stateFolder } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';
import { describeFailure } from '../state/read-ledger.ts';
import { alertPeople } from './alert-people.ts';
import { openShared } from './open-shared.ts';

/** Receives the result of each pull of `courant work`. */
interface PullWatch {
  failed(): Promise<void>;
  worked(): Promise<void>;
}

/**
 * Records how long `git pull` has failed, so that `courant status` and `/metrics` know. Alerts people when it has
 * failed for an hour, and tells them when it works again. If a message cannot be sent, it reports that, and the work
 * continues.
 */
export function watchPulls(context: CommandContext): PullWatch {
  const folder = stateFolder(context);
  const clock = () => context.clock().getTime();
  let remembered: PullOutage | undefined;
  const keep = (outage: PullOutage) => {
    remembered = outage;
    keepPullOutage(folder, outage);
  };
  return {
    async failed() {
      const { since = clock(), machine = hostname() } = readPullOutage(folder) ?? remembered ?? {};
      keep({ since, machine });
      const open = pullEnds(remembered, clock());
      if (open.length > 0) await attempt(context, () => alert(context, open));
    },
    async worked() {
      const outage = readPullOutage(folder) ?? remembered;
      if (outage === undefined) return;
      const { endedAt = clock() } = outage;
      const [end] = pullEnds({ since: outage.since, machine: outage.machine }, endedAt);
      if (outage.endedAt === undefined) {
        keep({ ...outage, endedAt });
        context.terminal.note(`${openReasons.pull.recovery}.`);
      }
      const isTold = end === undefined || (await attempt(context, () => tellEnd(context, end)));
      if (!isTold) return;
      remembered = undefined;
      forgetPullOutage(folder);
    },
  };
}

async function alert(context: CommandContext, open: ReturnType<typeof pullEnds>): Promise<Problem[]> {
  const newsletter = await settings(context);
  if (newsletter === undefined) return [unread];
  const options = { newsletter, open, readAt: context.clock().getTime(), among: ['pull'] } as const;
  await alertPeople(context, options, (_, text) => context.terminal.note(`Alert ${text}`));
  return [];
}

async function tellEnd(context: CommandContext, end: ReturnType<typeof pullEnds>[number]) {
  const newsletter = await settings(context);
  if (newsletter === undefined) return [unread];
  return withStore(context, (store) =>
    endAlert(context, store, { newsletter, end, openShared: () => openShared(context) }),
  );
}

/** Resolves to false when a message was not sent. */
async function attempt(context: CommandContext, send: () => Promise<Problem[]>): Promise<boolean> {
  const problems = await send().catch((error) => [unsent(describeFailure(error))]);
  reportProblems(context, problems);
  return problems.length === 0;
}

const settings = ({ root }: CommandContext) => readNewsletter(diskFiles(root), new Report());

const unsent = (reason: string) => createProblem('alert-unsent', { to: 'the operators', reason });
const unread = unsent('newsletter.yaml has errors');
