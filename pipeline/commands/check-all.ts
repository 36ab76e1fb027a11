import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkWhole } from '../check/check-whole.ts';
import { type KeptCheck, readKept, writeKept } from '../check/kept-check.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { Report } from '../foundation/problems/report.ts';
import { type CommandContext, cacheFolder, packageRoot } from '../foundation/program/context.ts';
import { archivedCheck } from '../site/archived-check.ts';
import type { KnownFile } from '../site/hash-files.ts';
import { issueKey } from '../site/scan-sources.ts';
import { diskSource } from '../site/site-source.ts';
import { readState, type SiteState } from '../site/site-state.ts';
import { readSourceKeys } from '../site/source-keys.ts';

/** The data that one check keeps for the next. */
interface Kept {
  readonly check: KeptCheck;
  readonly known: Readonly<Record<string, KnownFile>>;
  readonly knownOfPackage: Readonly<Record<string, KnownFile>>;
}

/**
 * Checks all issues of a publication and keeps the findings, so that the next check covers only changed
 * files. It also uses the findings of the last archive build.
 */
export async function checkAll(context: CommandContext) {
  const { root, reporter } = context;
  const path = join(cacheFolder(context), 'check.json');
  const last = readKept<Kept>(path);
  const source = diskSource(root, packageRoot);
  const siteCache = join(cacheFolder(context), 'site');
  let state: SiteState | undefined;
  const archived = () => {
    state ??= readState(join(siteCache, 'state.jsonl'));
    return state;
  };
  const hashes = source.hashes(last ?? archived());
  const { files, packageFiles } = hashes;
  const scan = async (logo: string | undefined) => {
    const { sources, shared, issues } = await readSourceKeys(source, hashes, logo);
    // A folder without files is not an issue of the archive, but a check reports it.
    const slugs = await listSlugs(source.roots.publication);
    const keyOf = (slug: string) => issues.get(slug) ?? issueKey(sources.engine, slug, new Map());
    return { shared, issues: new Map(slugs.map((slug) => [slug, keyOf(slug)])) };
  };
  const report = new Report();
  const { slugs, editions, kept } = await checkWhole(source.roots, report, {
    kept: [() => last?.check, () => archivedCheck(archived())],
    scan,
    asOf: context.clock().getTime(),
    cache: openPictureStore(join(siteCache, 'pictures')),
    onIssue: (done, total) => reporter.progress(`Checking \u2026 ${done} of ${total}`),
  });
  reporter.progress('');
  const known = { known: files.known(), knownOfPackage: packageFiles === files ? {} : packageFiles.known() };
  const next = kept && { check: kept, ...known };
  if (next && !isDeepStrictEqual(next, last)) writeKept(path, next);
  return { issues: slugs, editions, report };
}
