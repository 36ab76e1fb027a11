import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Publication } from '../publication/load-publication.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { showEnd, showPlan } from './describe-delivery.ts';
import { dispatchIssue } from './dispatch-issue.ts';
import { openSmtp, readyForSmtp } from './send-by-smtp.ts';
import { withStore } from './with-store.ts';

interface Voice {
  say(stage: string, text: string): void;
  readonly result: Record<string, unknown>;
}

/**
 * Over SMTP, what is due is what has its `sendAt` behind it and its expiry, if any, before it. A schedule runs
 * this again and again: what was delivered is delivered.
 */
export async function dispatchDue(
  context: CommandContext,
  publication: Publication,
  rendered: readonly RenderedIssue[],
  { say, result }: Voice,
): Promise<ExitCode> {
  const due = dueIssues(rendered, context.clock().getTime());
  if (due.length === 0)
    say('send', 'Nothing is due: no ready issue has its "sendAt" behind it and its "expires" before it.');
  const transport = due.length > 0 ? await openSmtp(context, publication.newsletter) : undefined;
  const results: unknown[] = [];
  let unfinished = false;
  for (const issue of transport ? due : []) {
    say('send', issue.issue.slug);
    const { plan, report } = await withStore(context, (store) =>
      dispatchIssue(context, store, publication, issue, transport as NonNullable<typeof transport>, {
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

/** The issues that are due at this moment, the earliest first. */
export function dueIssues(rendered: readonly RenderedIssue[], now: number): RenderedIssue[] {
  return rendered
    .filter(({ issue, editions }) => {
      const source = editions.find(({ edition }) => edition.locale === issue.source);
      const isReady = source?.status === 'ready' && source.article.withdrawn === undefined;
      return (
        isReady && issue.sendAt !== undefined && issue.sendAt <= now && (issue.expires ?? Infinity) > now
      );
    })
    .sort((a, b) => (a.issue.sendAt ?? 0) - (b.issue.sendAt ?? 0));
}
