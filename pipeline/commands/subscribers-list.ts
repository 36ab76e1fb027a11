import type { SubscriberFilter } from '../subscribers/list-subscribers.ts';
import type { SubscriberState } from '../subscribers/subscriber.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { plural } from './report-problems.ts';
import { checkLists, openNewsletter } from './subscribers-common.ts';
import { withStore } from './with-store.ts';

export interface ListOptions {
  readonly locale?: string;
  readonly state?: SubscriberState;
  readonly list?: string;
  readonly json?: boolean;
}

/** The filter that the options ask for. Fails with `list-unknown`. */
export async function readFilter(
  context: CommandContext,
  { locale, state, list }: ListOptions,
): Promise<SubscriberFilter> {
  if (list !== undefined) checkLists(await openNewsletter(context), [list]);
  return { ...(locale && { locale }), ...(state && { state }), ...(list && { list }) };
}

/** Lists the subscribers that fit. */
export async function list(context: CommandContext, options: ListOptions): Promise<ExitCode> {
  const { terminal } = context;
  const { eachSubscriber } = await import('../subscribers/list-subscribers.ts');
  const filter = await readFilter(context, options);
  let count = 0;
  await withStore(context, async (store) => {
    for await (const each of eachSubscriber(store, filter)) {
      if (options.json) terminal.print(`${count === 0 ? '[\n' : ','}${JSON.stringify(each)}`);
      else
        terminal.print(
          [
            each.address,
            each.name ?? '',
            each.locale ?? '',
            each.state,
            each.source,
            each.lists.join(','),
          ].join('\t'),
        );
      count += 1;
      if (context.signal.aborted) break;
    }
  });
  if (options.json) terminal.print(count === 0 ? '[]' : ']');
  else terminal.note(plural(count, 'subscriber'));
  return 0;
}
