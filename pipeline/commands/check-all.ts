import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkWhole } from '../check/check-whole.ts';
import { type KeptCheck, readKept, writeKept } from '../check/kept-check.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { Report } from '../foundation/problems/report.ts';
import { type CommandContext, cacheFolder, packageRoot } from '../foundation/program/context.ts';
import { hashCopies } from '../site/hash-copies.ts';
import type { KnownFile } from '../site/hash-files.ts';
import { issueKey, scanSources } from '../site/scan-sources.ts';
import { diskSource } from '../site/site-source.ts';

/** The data that one check keeps for the next. */
interface Kept {
  readonly check: KeptCheck;
  readonly known: Readonly<Record<string, KnownFile>>;
  readonly knownOfPackage: Readonly<Record<string, KnownFile>>;
}

/**
 * Checks all issues of a publication and keeps the findings, so that the next check covers only changed
 * files.
 */
export async function checkAll(context: CommandContext) {
  const { root, reporter } = context;
  const path = join(cacheFolder(context), 'check.json');
  const last = readKept<Kept>(path);
  const source = diskSource(root, packageRoot);
  const { files, packageFiles } = source.hashes(last ?? { known: {}, knownOfPackage: {} });
  const scan = async (logo: string | undefined) => {
    // The code contains the rules and the shapes of all templates, so a change in any of its files counts.
    const { engine, issues } = await scanSources(packageFiles, files, logo, noCode);
    const slugs = await listSlugs(source.roots.publication);
    const keys = slugs.map((slug) => [slug, issueKey(engine, slug, issues.get(slug) ?? new Map())] as const);
    // The findings on copies are among those that all issues share.
    const copies = await hashCopies(source.roots.publication, files);
    return { engine: [engine, ...copies].join('\n'), keys: new Map(keys) };
  };
  const report = new Report();
  const { slugs, editions, kept } = await checkWhole(source.roots, report, {
    kept: last?.check,
    scan,
    asOf: context.clock().getTime(),
    cache: openPictureStore(join(cacheFolder(context), 'site', 'pictures')),
    onIssue: (done, total) => reporter.progress(`Checking \u2026 ${done} of ${total}`),
  });
  reporter.progress('');
  const known = { known: files.known(), knownOfPackage: packageFiles === files ? {} : packageFiles.known() };
  const next = kept && { check: kept, ...known };
  if (next && !isDeepStrictEqual(next, last)) writeKept(path, next);
  return { issues: slugs, editions, report };
}

const noCode = /^$/;
