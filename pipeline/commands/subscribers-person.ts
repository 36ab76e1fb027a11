import { withStore } from '../dispatches/with-store.ts';
import { plural } from '../foundation/problems/plural.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../foundation/program/context.ts';
import { canonicalTag } from '../publication/locales/language-tag.ts';
import { cleanPersonName } from '../subscribers/person-name.ts';
import { confirm } from './confirm.ts';
import { openNewsletter } from './open-newsletter.ts';
import { checkLists, chooseLists, readAddress } from './subscribers-common.ts';
import { withSuppressions } from './with-suppressions.ts';

interface AddOptions {
  readonly name?: string;
  readonly locale?: string;
  readonly list?: readonly string[];
  readonly consent: string;
  readonly lift?: boolean;
  readonly json?: boolean;
}

/** Adds one subscriber, for whose consent the operator vouches. */
export async function add(context: CommandContext, text: string, options: AddOptions): Promise<ExitCode> {
  const address = readAddress(text);
  const newsletter = await openNewsletter(context);
  const lists = chooseLists(newsletter, options.list ?? []);
  const locale = options.locale === undefined ? undefined : canonicalTag(options.locale);
  if (options.locale !== undefined && locale === undefined)
    fail('subscriber-locale', { locale: options.locale });
  const { addSubscriber } = await import('../subscribers/add-subscriber.ts');
  const { code } = await withSuppressions(context, (store, suppressions) =>
    addSubscriber(
      store,
      {
        address,
        name: cleanPersonName(options.name ?? ''),
        locale,
        lists,
        evidence: options.consent,
        lift: options.lift ?? false,
        now: context.clock().getTime(),
      },
      suppressions,
    ),
  );
  context.terminal.print(options.json ? JSON.stringify({ added: 1 }) : 'Added.');
  return code;
}

/**
 * All data about one subscriber, or about an unconfirmed sign-up, as JSON. The format is the one that
 * subscribers get when they request their data.
 */
export async function show(context: CommandContext, text: string): Promise<ExitCode> {
  const { normalised } = readAddress(text);
  const { describePerson, describeUnconfirmed } = await import('../subscribers/describe-person.ts');
  const person = await withStore(context, (store) =>
    store.read(async (db) => {
      const row = await db
        .selectFrom('subscribers')
        .select('id')
        .where('normalised', '=', normalised)
        .executeTakeFirst();
      return row ? describePerson(db, row.id) : describeUnconfirmed(db, normalised);
    }),
  );
  if (person === undefined) fail('subscriber-unknown', {});
  context.terminal.print(JSON.stringify(person, null, 2));
  return 0;
}

interface SuppressOptions {
  readonly issue?: string;
  readonly list?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Puts an address on the suppression list, or all addresses that the dispatches of an issue found not to exist, after
 * confirmation.
 */
export async function suppress(
  context: CommandContext,
  text: string | undefined,
  { issue, list, yes, json }: SuppressOptions,
): Promise<ExitCode> {
  if (text === undefined && issue === undefined) fail('suppress-whom', {});
  const named = text === undefined ? [] : [readAddress(text).normalised];
  if (list !== undefined) checkLists(await openNewsletter(context), [list]);
  const unknown = issue === undefined ? [] : await findUnknownOf(context, issue);
  if (unknown.length > 0) {
    const addresses = plural(unknown.length, 'address that does', 'addresses that do');
    await confirm(context, `Suppress ${addresses} not exist?`, yes);
  }
  const all = [...new Set([...named, ...unknown])];
  const { suppressAddresses } = await import('../subscribers/suppress-addresses.ts');
  const { code } = await withSuppressions(context, (store, suppressions) =>
    suppressAddresses(store, all, {
      suppressions,
      now: context.clock().getTime(),
      signal: context.signal,
      ...(list !== undefined && { scope: list }),
    }),
  );
  context.terminal.print(json ? JSON.stringify({ suppressed: all.length }) : describeSuppressed(all.length));
  return code;
}

function describeSuppressed(count: number): string {
  if (count === 0) return 'The dispatches of this issue found no address to suppress.';
  if (count === 1) return 'Suppressed: it gets no mail any more.';
  return `${plural(count, 'address', 'addresses')} suppressed: they get no mail any more.`;
}

async function findUnknownOf(context: CommandContext, issue: string): Promise<string[]> {
  const { findUnknown } = await import('../delivery/suppression/find-unknown.ts');
  const { namesOfIssue } = await import('../dispatches/names-of-issue.ts');
  const names = await namesOfIssue(context, issue);
  return withStore(context, (store) => findUnknown(store, names));
}

/** Permanently erases one subscriber or unconfirmed sign-up, after confirmation. */
export async function erase(
  context: CommandContext,
  text: string,
  { yes, json }: { readonly yes?: boolean; readonly json?: boolean },
): Promise<ExitCode> {
  const { normalised } = readAddress(text);
  await confirm(context, 'Erase all data about them permanently?', yes);
  const { eraseSignUps, eraseSubscribers } = await import('../subscribers/erase-subscribers.ts');
  let erased = 0;
  const { code } = await withSuppressions(context, async (store, suppressions) => {
    erased = await store.transaction(async (db) => {
      const rows = await db
        .selectFrom('subscribers')
        .select('id')
        .where('normalised', '=', normalised)
        .execute();
      const ids = rows.map(({ id }) => id);
      const now = context.clock().getTime();
      const erasure = { suppressions, reason: 'erased', now } as const;
      if (ids.length > 0) return eraseSubscribers(db, ids, erasure);
      return Math.min(1, await eraseSignUps(db, normalised, erasure));
    });
    await store.purge();
  });
  if (erased === 0) fail('subscriber-unknown', {});
  context.terminal.print(json ? JSON.stringify({ erased }) : 'Erased.');
  return code;
}
