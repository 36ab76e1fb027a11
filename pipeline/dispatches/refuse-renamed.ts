import { findSentWithHeadline } from '../delivery/plan/find-sent-with-headline.ts';
import type { DispatchRequest } from '../delivery/plan/plan-dispatch.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';

/** In milliseconds. Headlines come back: the agenda of a year ago is another issue. */
const recent = 90 * 24 * 60 * 60 * 1000;

/**
 * Fails with `issue-renamed` when the ledger does not know this issue, and an issue with its headline was sent lately
 * whose folder is gone: somebody renamed it and wrote no alias, so that everybody would get it again.
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
