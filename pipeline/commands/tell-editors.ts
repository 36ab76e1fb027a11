import { openIssue } from '../check/open-publication.ts';
import { readAnnounced } from '../dispatches/notice/read-announced.ts';
import { withStore } from '../dispatches/with-store.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { problemsToJson } from '../foundation/problems/print-problems.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import { openShared } from './open-shared.ts';
import type { StagePrinter } from './print-dispatch.ts';

/**
 * Sends the notices that are due, prints their outcomes, and returns them for `--json`, with the time of the
 * next one.
 */
export async function tellEditors(context: CommandContext, newsletter: Newsletter, say: StagePrinter) {
  if (newsletter.schedule?.notice === undefined) return { notices: [], next: undefined };
  const { notifyEditors } = await import('../dispatches/notice/notify-editors.ts');
  const issues = await readAnnounced(diskFiles(context.root), newsletter);
  const { notified, next } = await withStore(context, (store) =>
    notifyEditors(context, store, {
      newsletter,
      issues,
      open: (slug) => openIssue(context, slug),
      openShared: () => openShared(context),
    }),
  );
  for (const { issue, to, end, problems } of notified) {
    if (end === 'sent') say('notice', `${issue}: sent to ${to}`);
    reportProblems(context, problems);
  }
  return { notices: notified.map((each) => ({ ...each, problems: problemsToJson(each.problems) })), next };
}
