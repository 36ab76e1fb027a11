import { withStore } from '../dispatches/with-store.ts';
import { plural } from '../foundation/problems/plural.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import type { SignUpRecord } from '../subscribers/list-sign-ups.ts';
import type { SubscriberFilter } from '../subscribers/list-subscribers.ts';
import type { Subscriber, SubscriberState } from '../subscribers/subscriber.ts';
import { openNewsletter } from './open-newsletter.ts';
import { checkLists } from './subscribers-common.ts';

export interface FilterOptions {
  readonly locale?: string;
  readonly state?: SubscriberState;
  readonly list?: string;
  readonly json?: boolean;
}

interface ListOptions extends Omit<FilterOptions, 'state'> {
  readonly state?: SubscriberState | 'unconfirmed';
}

/** Reads the filter from the options. Fails with `list-unknown`. */
export async function readFilter(
  context: CommandContext,
  { locale, state, list }: FilterOptions,
): Promise<SubscriberFilter> {
  if (list !== undefined) checkLists(await openNewsletter(context), [list]);
  return { ...(locale && { locale }), ...(state && { state }), ...(list && { list }) };
}

/** Lists the matching subscribers, or the sign-ups that wait for confirmation. */
export async function list(context: CommandContext, { state, ...options }: ListOptions): Promise<ExitCode> {
  if (state === 'unconfirmed') {
    const { eachOpenSignUp } = await import('../subscribers/list-sign-ups.ts');
    const filter = await readFilter(context, options);
    const now = context.clock();
    return withStore(context, (store) =>
      printEach(
        context,
        options,
        eachOpenSignUp(store, filter),
        (each) => describeSignUp(each, now),
        'sign-up',
      ),
    );
  }
  const { eachSubscriber } = await import('../subscribers/list-subscribers.ts');
  const filter = await readFilter(context, { ...options, ...(state && { state }) });
  return withStore(context, (store) =>
    printEach(context, options, eachSubscriber(store, filter), describeSubscriber, 'subscriber'),
  );
}

async function printEach<Item>(
  { terminal, signal }: CommandContext,
  { json }: Pick<ListOptions, 'json'>,
  items: AsyncIterable<Item>,
  describe: (item: Item) => readonly string[],
  noun: string,
): Promise<ExitCode> {
  let count = 0;
  for await (const each of items) {
    if (json) terminal.print(`${count === 0 ? '[\n' : ','}${JSON.stringify(each)}`);
    else terminal.print(describe(each).join('\t'));
    count += 1;
    if (signal.aborted) break;
  }
  if (json) terminal.print(count === 0 ? '[]' : ']');
  else terminal.note(plural(count, noun));
  return 0;
}

function describeSubscriber({ address, name, locale, state, source, lists }: Subscriber): string[] {
  return [address, name ?? '', locale ?? '', state, source, lists.join(',')];
}

function describeSignUp(
  { address, name, locale, lists, signedUpAt, linkLapsesAt, mail }: SignUpRecord,
  now: Date,
): string[] {
  const lapse = linkLapsesAt > now ? 'link expires' : 'link expired';
  return [
    ...[address, name ?? '', locale, 'unconfirmed', 'form', lists.join(',')],
    `signed up ${signedUpAt.toISOString()}`,
    `${lapse} ${linkLapsesAt.toISOString()}`,
    describeMail(mail),
  ];
}

function describeMail({ state, reply, nextAttemptAt }: SignUpRecord['mail']): string {
  const said = reply === undefined ? '' : `: ${reply}`;
  switch (state) {
    case 'void':
      return `no mail${said || ': already subscribed, suppressed, or at the daily limit'}`;
    case 'planned':
      return `mail waits until ${nextAttemptAt?.toISOString()}${said || ': not tried yet'}`;
    default:
      return `mail ${state}${said}`;
  }
}
