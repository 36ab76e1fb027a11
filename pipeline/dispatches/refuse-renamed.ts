import { findSentWithHeadline } from '../delivery/plan/find-sent-with-headline.ts';
import type { DispatchRequest } from '../delivery/plan/plan-dispatch.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';

/** In milliseconds. An older headline may simply be repeated, like that of a yearly agenda. */
const recent = 90 * 24 * 60 * 60 * 1000;

/**
 * Fails with `issue-renamed` when the ledger does not know this issue, but an issue with the same headline
 * was sent recently and its folder is gone. Somebody has probably renamed it without adding an alias, and
 * everybody would get it again.
 */
export async function refuseRenamed(
  context: ProgramContext,
  store: Store,
  request: DispatchRequest,
): Promise<void> {
  const since = context.clock().getTime() - recent;
  const files = diskFiles(context.root);
  for (const sent of await findSentWithHeadline(store, request, since)) {
    const folders = await Promise.all(sent.names.map((name) => files.stat(`content/${name}`)));
    if (folders.some((folder) => folder !== undefined)) continue;
    fail('issue-renamed', { issue: request.issue, former: sent.issue, headline: sent.headline });
  }
}
