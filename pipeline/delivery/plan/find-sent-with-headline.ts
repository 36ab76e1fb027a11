import type { Edition } from '../../editions/edition.ts';
import type { Store } from '../../store/store.ts';
import { ledgerNameOf } from '../ledger/issue-names.ts';
import type { DispatchRequest } from './plan-dispatch.ts';

/** An issue that was sent, with every name that the ledger has for it. */
interface SentIssue {
  readonly issue: string;
  readonly names: readonly string[];
  readonly headline: string;
}

/**
 * Finds issues that were planned for this transport since a moment and share a headline with an edition of
 * this issue. Finds none if the ledger already knows this issue.
 */
export async function findSentWithHeadline(
  store: Store,
  { issue, aliases, transport, ready }: DispatchRequest,
  since: number,
): Promise<SentIssue[]> {
  return store.read(async (db) => {
    const own = await ledgerNameOf(db, { issue, aliases });
    const known = await db.selectFrom('dispatches').select('id').where('issue', '=', own).executeTakeFirst();
    if (known !== undefined) return [];
    const rows = await db
      .selectFrom('dispatches')
      .innerJoin('dispatch_editions', 'dispatch_editions.dispatch', 'dispatches.id')
      .select(['dispatches.issue as name', 'dispatch_editions.locale as locale', 'edition'])
      .where('transport', '=', transport.name)
      .where('created_at', '>=', since)
      .execute();
    const found = new Map<string, string>();
    for (const { name, locale, edition } of rows) {
      const { headline } = JSON.parse(edition) as Edition;
      const isSame = ready.some((each) => each.locale === locale && each.headline === headline);
      if (isSame) found.set(name, headline);
    }
    if (found.size === 0) return [];
    const names = await db.selectFrom('issue_names').selectAll().execute();
    return [...found].map(([sent, headline]) => {
      const others = names.filter((each) => each.issue === sent).map((each) => each.name);
      return { issue: sent, names: [...new Set([sent, ...others])], headline };
    });
  });
}
