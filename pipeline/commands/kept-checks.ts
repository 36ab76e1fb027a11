import { join } from 'node:path';
import type { CompiledStores, KeptCheck, ScanForCheck } from '../check/kept-check.ts';
import { openEditionStore } from '../check/kept-editions.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { readKept } from '../foundation/files/kept-file.ts';
import { cacheFolder, type ProgramContext, packageRoot } from '../foundation/program/context.ts';
import { archivedCheck } from '../site/archived-check.ts';
import { cacheFolders } from '../site/cache-folders.ts';
import type { KnownFile } from '../site/hash-files.ts';
import { keyAfterReading } from '../site/key-after-reading.ts';
import { issueKey } from '../site/scan-sources.ts';
import { diskSource } from '../site/site-source.ts';
import { readState, type SiteState } from '../site/site-state.ts';
import { readSharedKey, readSourceKeys } from '../site/source-keys.ts';

/** The data that one check of everything keeps for the next. */
export interface LastCheck {
  readonly check: KeptCheck;
  readonly known: Readonly<Record<string, KnownFile>>;
  readonly knownOfPackage: Readonly<Record<string, KnownFile>>;
}

/**
 * Opens what the last check and the last archive build of a publication kept. `scan` hashes the current sources, and
 * `known` returns the hashes of files for the next check.
 */
export function openKeptChecks(context: ProgramContext) {
  const path = lastCheckPath(context);
  const last = readLastCheck(context);
  const source = diskSource(context.root, packageRoot);
  const siteCache = join(cacheFolder(context), 'site');
  let state: SiteState | undefined;
  const archived = () => {
    state ??= readState(join(siteCache, 'state.jsonl'));
    return state;
  };
  const hashes = source.hashes(last ?? archived());
  const { files, packageFiles } = hashes;
  let program = '';
  const scan: ScanForCheck = async (logo) => {
    const { sources, shared, issues } = await readSourceKeys(source, hashes, logo);
    program = sources.program;
    // A folder without files is not an issue of the archive, but a check reports it.
    const slugs = await listSlugs(source.roots.publication);
    const keyOf = (slug: string) => issues.get(slug) ?? issueKey(sources.engine, slug, new Map());
    return {
      shared,
      issues: new Map(slugs.map((slug) => [slug, keyOf(slug)])),
      isSharedUnchanged: async (current) =>
        (await readSharedKey(source, hashes, current, sources)) === shared,
      keyAfterReading: (slug, key) =>
        keyAfterReading(source, sources.engine, { slug, key, known: files.known() }),
    };
  };
  return {
    path,
    last,
    roots: source.roots,
    siteCache,
    checks: [() => last?.check, () => archivedCheck(archived())],
    scan,
    /** Opens what earlier processes compiled with the program of the last scan. */
    openCompiled: () => openCompiled(siteCache, program),
    editions: openEditionStore(join(cacheFolder(context), 'editions'), context.clock().getTime()),
    known: () => ({
      known: files.known(),
      knownOfPackage: packageFiles === files ? {} : packageFiles.known(),
    }),
  };
}

/** What the last check of everything kept; undefined if there was none. */
export function readLastCheck(context: ProgramContext): LastCheck | undefined {
  return readKept<LastCheck>(lastCheckPath(context));
}

const lastCheckPath = (context: ProgramContext) => join(cacheFolder(context), 'check.json');

/** Opens what earlier processes compiled. `program` is the hash of the code that compiles. */
export async function openCompiled(siteCache: string, program: string): Promise<CompiledStores> {
  const { openFormStore } = await import('../editions/mjml/form-store.ts');
  const { openPictureStore } = await import('../editions/picture-store.ts');
  const { openTemplateStore } = await import('../publication/templates/template-store.ts');
  const folders = cacheFolders(siteCache, program);
  return {
    forms: openFormStore(openPictureStore(folders.forms)),
    templates: openTemplateStore(folders.templates),
  };
}
