import { namesOfIssue } from '../dispatches/names-of-issue.ts';
import { withStore } from '../dispatches/with-store.ts';
import { countEffects, type FeedbackEffect, readEffects } from '../feedback/report/read-effects.ts';
import { readFeedbackReport } from '../feedback/report/read-report.ts';
import { readEventTotals } from '../feedback/report/read-totals.ts';
import { readCounts } from '../feedback/webhooks/count-requests.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { describeDispatchFeedback, describeTotals } from './describe-feedback.ts';

interface ShowOptions {
  /** Whether to list the events in effect one by one. */
  readonly effects?: boolean;
  readonly json?: boolean;
}

/** How many events the list for people has at most. */
const longestList = 100;

/** Prints what came back about the dispatches of an issue or of all issues: by reason and by domain. */
export async function show(
  context: CommandContext,
  slug: string | undefined,
  { effects: wanted = false, json }: ShowOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  const filter = slug === undefined ? {} : { issue: await namesOfIssue(context, slug) };
  const { dispatches, effects, total, events, webhooks } = await withStore(context, async (store) => {
    const found = await readFeedbackReport(store, filter);
    const about = slug === undefined ? {} : { dispatches: found.map(({ dispatch }) => dispatch) };
    return {
      dispatches: found,
      effects: wanted ? await readEffects(store, about, json ? undefined : longestList) : [],
      total: wanted ? await countEffects(store, about) : 0,
      events: await readEventTotals(store),
      webhooks: await readCounts(store),
    };
  });
  if (json) {
    const listed = effects.map((effect) => ({ ...effect, at: new Date(effect.at).toISOString() }));
    terminal.print(
      JSON.stringify({ dispatches, ...(wanted && { effects: listed }), events, webhooks }, null, 2),
    );
    return 0;
  }
  if (dispatches.length === 0)
    terminal.print(`Nothing${slug === undefined ? '' : ` about "${slug}"`} has come back.`);
  for (const each of dispatches)
    for (const line of describeDispatchFeedback(each, terminal)) terminal.print(line);
  for (const effect of effects) terminal.print(describeEffect(effect));
  if (total > effects.length)
    terminal.print(`These are the newest ${effects.length} of ${total} events; "--json" prints all of them.`);
  for (const line of describeTotals(events, webhooks)) terminal.print(line);
  return 0;
}

export function describeEffect({
  effect,
  at,
  address,
  kind,
  changes,
  status,
  diagnostic,
}: FeedbackEffect): string {
  const evidence = [status, diagnostic].filter(Boolean).join(' ');
  const what = changes.length > 0 ? changes.join(', ') : 'counted';
  const time = new Date(at).toISOString();
  return `${effect}  ${time}  ${address ?? '(erased)'}  ${kind}: ${what}${evidence && ` (${evidence})`}`;
}
