import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkWhole } from '../check/check-whole.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { writeKept } from '../foundation/files/kept-file.ts';
import { Report } from '../foundation/problems/report.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import { type LastCheck, openKeptChecks } from './kept-checks.ts';

/**
 * Checks all issues of a publication and keeps the findings, so that the next check covers only changed
 * files. It also uses the findings of the last archive build.
 */
export async function checkAll(context: CommandContext) {
  const { reporter } = context;
  const {
    path,
    last,
    roots,
    siteCache,
    checks,
    scan,
    openCompiled,
    editions: store,
    known,
  } = openKeptChecks(context);
  const report = new Report();
  const { slugs, editions, kept } = await checkWhole(roots, report, {
    kept: checks,
    scan,
    asOf: context.clock().getTime(),
    cache: openPictureStore(join(siteCache, 'pictures')),
    openCompiled,
    editions: store,
    signal: context.signal,
    onIssue: (done, total) => reporter.progress(`Checking \u2026 ${done} of ${total}`),
  });
  reporter.progress('');
  const next: LastCheck | undefined = kept && { check: kept, ...known() };
  if (next && !isDeepStrictEqual(next, last)) writeKept(path, next);
  return { issues: slugs, editions, report };
}
