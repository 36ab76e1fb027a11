import { join, relative } from 'node:path';
import { openIssue } from '../check/open-publication.ts';
import type { Issue } from '../content/issue.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { chooseSlugs, readIssues } from '../content/read-issues.ts';
import { outbox } from '../delivery/transport/outbox.ts';
import { dispatchIssue } from '../dispatches/dispatch-issue.ts';
import { issueAsDated } from '../dispatches/issue-as-dated.ts';
import { openTransport } from '../dispatches/open-transport.ts';
import { withStore } from '../dispatches/with-store.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { fail, ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import {
  type CommandContext,
  cacheFolder,
  type ExitCode,
  stateFolder,
} from '../foundation/program/context.ts';
import { wallClock } from '../foundation/time/wall-clock.ts';
import { readNewsletter } from '../publication/newsletter/read-newsletter.ts';
import { chooseRehearsal } from '../schedule/choose-rehearsal.ts';
import { publicFrom } from '../schedule/public-from.ts';
import { showEnd, showPlan, showProgress } from './describe-delivery.ts';
import { buildSite, createStages } from './run.ts';

interface RehearseOptions {
  readonly json?: boolean;
}

/** Variables that are hidden from a rehearsal, because with them it would reach people or another store. */
const real = ['SMTP_URL', 'DATABASE_URL', 'COURANT_SUPPRESSION_KEY'];

/**
 * Demonstrates the main job on any day: checks, builds, archives, and delivers one issue to sample readers
 * through an outbox. It has its own store and outbox in `.courant/rehearsal/`, so nothing counts as sent. The
 * files and the clock alone choose the issue, so a second rehearsal finds everything delivered.
 */
export async function rehearse(
  context: CommandContext,
  slug: string | undefined,
  { json }: RehearseOptions,
): Promise<ExitCode> {
  const { say, result, finish } = createStages(context, json);
  const chosen = await chooseIssue(context, slug);
  const built = await buildSite(chosen.site, say, result);
  if (built === undefined) return finish(1);
  const { newsletter } = built;
  if (chosen.issue === undefined) {
    say('send', 'No issue is ready.');
    return finish(0);
  }
  const { issue, at, rehearsal } = chosen;
  say('send', at === undefined ? issue.slug : `${issue.slug}, as of ${wallClock(at, newsletter.timeZone)}`);
  const { publication, issue: rendered } = await openIssue(context, issue.slug);
  const transport = await openTransport(rehearsal, newsletter, outbox, issue.slug);
  const { plan, report } = await withStore(rehearsal, (store) =>
    dispatchIssue(rehearsal, store, publication, rendered, transport, {
      async approve(proposed) {
        for (const line of showPlan(proposed)) say('', line.trim());
        return true;
      },
      onProgress: (progress) => context.reporter.progress(showProgress(progress)),
    }),
  );
  context.reporter.progress('');
  result['dispatch'] = { plan, delivery: report };
  if (report) say('', showEnd(plan, report));
  if (transport.folder) say('', `messages in ${relative(context.root, transport.folder)}/`);
  context.reporter.problems(report?.problems ?? []);
  return finish(report?.end === 'finished' ? 0 : 3);
}

interface ChosenIssue {
  /** The context of the rehearsal, with its own store, outbox and environment. */
  readonly rehearsal: CommandContext;
  /**
   * The context that builds the site: at the simulated time, and in a separate folder if it would otherwise
   * publish an issue too early.
   */
  readonly site: CommandContext;
  readonly issue: Issue | undefined;
  /** The simulated time; undefined for now. */
  readonly at: number | undefined;
}

async function chooseIssue(context: CommandContext, slug: string | undefined): Promise<ChosenIssue> {
  const now = context.clock().getTime();
  const state = join(stateFolder(context), 'rehearsal');
  const environment = Object.fromEntries(
    Object.entries(context.environment).filter(([name]) => !real.includes(name)),
  );
  const rehearsal = { ...context, environment, folders: { state, cache: cacheFolder(context) } };
  const nothing = { rehearsal, site: context, issue: undefined, at: undefined };
  const files = diskFiles(context.root);
  const newsletter = await readNewsletter(files, new Report());
  // The build reports the problems of newsletter.yaml.
  if (newsletter === undefined) return nothing;
  const report = new Report();
  if (slug !== undefined && (await chooseSlugs(files, [slug], report)).length === 0)
    throw new ProblemError(report.problems);
  const read = await readIssues(files, newsletter, await listSlugs(files), new Report());
  const issues = read.flatMap(({ issue }) => issue ?? []);
  const named = slug === undefined ? undefined : issues.filter((issue) => issue.slug === slug);
  const found = chooseRehearsal((named ?? issues).map(issueAsDated), now);
  if (found === undefined && slug !== undefined) fail('issue-not-ready', { slug });
  const issue = issues.find((each) => each.slug === found?.issue.slug);
  if (found === undefined || issue === undefined) return nothing;
  if (found.at === now) return { ...nothing, issue };
  const early = issues.some((each) => {
    const from = publicFrom(each, newsletter);
    return from !== undefined && from > now && from <= found.at && !each.hold;
  });
  const folders = { state, cache: join(state, 'cache'), site: join(state, 'dist') };
  const then = () => new Date(found.at);
  const site = { ...context, clock: then, ...(early && { folders }) };
  return { rehearsal, site, issue, at: found.at };
}
