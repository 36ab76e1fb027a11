import type { IssueEntry } from '../archive/issue-entry.ts';
import { openIssue } from '../check/open-publication.ts';
import { readSettled } from '../delivery/read-settled.ts';
import { chooseTransport } from '../delivery/transports.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { plural } from '../foundation/program/report-problems.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { dueIssues } from './choose-issue.ts';
import { showEnd, showPlan } from './describe-delivery.ts';
import { dispatchIssue, openTransport } from './dispatch-issue.ts';
import { readyForSmtp } from './send-by-smtp.ts';
import { withStore } from './with-store.ts';

interface Voice {
  say(stage: string, text: string): void;
  readonly result: Record<string, unknown>;
}

/**
 * Over SMTP, what is due is what has its `sendAt` behind it and its expiry, if any, before it. A schedule runs
 * this again and again: what was delivered is delivered, and is not even rendered.
 */
export async function dispatchDue(
  context: CommandContext,
  newsletter: Newsletter,
  entries: readonly IssueEntry[],
  { say, result }: Voice,
): Promise<ExitCode> {
  const due = dueIssues(entries, newsletter.languages.source, context.clock().getTime());
  const kind = chooseTransport(context.environment);
  const settled = due.length === 0 ? new Set() : await settledOf(context, kind.name, due);
  if (due.length === 0)
    say('send', 'Nothing is due: no ready issue has its "sendAt" behind it and its "expires" before it.');
  else if (settled.size > 0)
    say('send', `${plural(settled.size, 'issue')} delivered or cancelled before: nothing to send.`);
  const results: unknown[] = [];
  let unfinished = false;
  for (const { slug } of due.filter(({ slug }) => !settled.has(slug))) {
    const transport = await openTransport(context, newsletter, kind, slug);
    say('send', slug);
    const { publication, issue } = await openIssue(context, slug);
    const { plan, report } = await withStore(context, (store) =>
      dispatchIssue(context, store, publication, issue, transport, {
        async approve(plan) {
          for (const line of showPlan(plan)) say('', line.trim());
          // The schedule is the person's word: sendAt stands in a file that was reviewed.
          await readyForSmtp(context, publication, issue, plan, { yes: true });
          return true;
        },
      }),
    );
    results.push({ plan, delivery: report });
    if (report) say('', showEnd(plan, report));
    unfinished ||= report?.end !== 'finished';
  }
  result['dispatches'] = results;
  return unfinished ? 1 : 0;
}

function settledOf(
  context: CommandContext,
  transport: string,
  due: readonly IssueEntry[],
): Promise<ReadonlySet<string>> {
  const issues = due.map(({ slug, aliases, editions }) => ({
    issue: slug,
    aliases,
    locales: editions.map(({ locale }) => locale),
  }));
  return withStore(context, (store) => readSettled(store, transport, issues));
}
