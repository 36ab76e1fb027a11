import { join } from 'node:path';
import { openPublication } from '../check/open-publication.ts';
import { plainIssue, plainShared } from '../check/run-check.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import { isSendable } from '../dispatches/is-sendable.ts';
import { toIssueToSend } from '../editions/issue-to-send.ts';
import { readKept, writeKept } from '../foundation/files/kept-file.ts';
import { hasErrors } from '../foundation/problems/problem.ts';
import { cacheFolder, type ProgramContext } from '../foundation/program/context.ts';
import { readLogoPath } from '../publication/read-logo-path.ts';
import { latestIssue } from '../schedule/latest-issue.ts';
import { openCompiled } from './kept-checks.ts';
import { type KeptIssue, keptVersion, scanToSend } from './kept-issue.ts';
import type { OpenedToSend } from './opened-to-send.ts';

/** Checks and renders an issue that a command sends, and keeps the result for the next time. */
export async function renderToSend(context: ProgramContext, slug: string | undefined): Promise<OpenedToSend> {
  const path = join(cacheFolder(context), 'send.json');
  const sources = scanToSend(context, readKept<KeptIssue>(path));
  // The sources are hashed before and after they are read. If a file changed in between and changed back later, the hash
  // would be right again, but not the editions.
  const logo = await readLogoPath(sources.files);
  const { signature, program } = await sources.scan(logo);
  const { report, publication, rendered, parts } = await openPublication(
    context,
    slug === undefined ? [] : [slug],
    {
      choose: slug === undefined ? onlyLatest : undefined,
      ...(await openCompiled(join(cacheFolder(context), 'site'), program)),
    },
  );
  const issue = rendered[0] && toIssueToSend(rendered[0]);
  const isSame = async () => (await scanToSend(context, sources.known()).scan(logo)).signature === signature;
  if (publication && issue && !hasErrors(report.problems) && (await isSame())) {
    const next: KeptIssue = {
      version: keptVersion,
      wanted: slug ?? null,
      signature,
      ...(logo !== undefined && { logo }),
      newsletter: publication.newsletter,
      issue,
      shared: plainShared(parts.shared),
      issues: parts.issues.map(plainIssue),
      ...(parts.others && { others: parts.others }),
      ...sources.known(),
    };
    writeKept(path, next);
  }
  return { problems: report.problems, newsletter: publication?.newsletter, issue };
}

/** The issue to send when the command names none. */
function onlyLatest(issues: readonly ReadIssue[]): readonly ReadIssue[] {
  const sendable = issues.flatMap(({ issue }) => (issue && isSendable(issue) ? issue : []));
  const slug = latestIssue(sendable)?.slug;
  return issues.filter((issue) => issue.slug === slug);
}
