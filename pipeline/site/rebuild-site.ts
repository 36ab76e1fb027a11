import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildManifest } from '../archive/manifest.ts';
import { checkShared } from '../check/check-shared.ts';
import { checkTogether } from '../check/check-together.ts';
import { checkInterface } from '../content/translation/check-translations.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { createEditionsRenderer } from '../editions/render-editions.ts';
import { hasErrors, type Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { diskRoots } from '../publication/disk-roots.ts';
import type { Publication } from '../publication/publication.ts';
import { makeIndexes } from './make-indexes.ts';
import { type EarlyPlaces, placeRendered } from './place-early.ts';
import { unlinkIfThere } from './place-files.ts';
import { pruneStore } from './prune-store.ts';
import { nextFolder, publishSite } from './publish-site.ts';
import { renderChanged } from './render-changed.ts';
import { type SiteResult, sizeOf } from './site-result.ts';
import { type Published, publishedFiles, type SiteState, writeState } from './site-state.ts';
import { type SiteBuild, startBuild } from './start-build.ts';
import { openSiteStore, type SiteStore, type StoredRecord } from './stored-files.ts';

const left = {
  isPublished: false,
  rendered: [],
  indexed: [],
  entries: [],
  kept: 0,
  pages: 0,
  files: 0,
  bytes: 0,
};

/** Builds what has changed, and publishes the whole. */
export async function rebuildSite(first: SiteBuild, early: EarlyPlaces | undefined): Promise<SiteResult> {
  const { options } = first;
  const report = new Report();
  const roots = diskRoots(options.root, options.packageRoot);
  const files = roots.publication;
  const publication = await checkShared(roots, report);
  if (publication) await checkInterface(roots, publication, report);
  const shared = report.problems.map(({ cause: _, ...problem }) => problem);
  if (publication === undefined || hasErrors(shared)) return { ...left, problems: shared };
  const [logo] = publication.logo.keys();
  const build = logo === first.state.logo ? first : startBuild(options, logo);

  const folders = { pages: join(options.cache, 'pages'), pictures: join(options.cache, 'pictures') };
  const store = openSiteStore(folders.pages);
  const { records, results } = await renderChanged(build, publication, store, folders);
  const broken = results.filter(({ record }) => record === undefined);
  report.problems.push(
    ...[...records.values()].flatMap(({ problems }) => problems ?? []),
    ...broken.flatMap(({ problems }) => problems),
  );
  const isComplete = records.size === build.keys.size && !options.signal.aborted;
  const links = [
    ...[...records.values()].flatMap((record) => record.links ?? []),
    ...broken.map((each) => each.links),
  ];
  if (!options.signal.aborted) await checkTogether(files, links, report);
  if (!isComplete || hasErrors(report.problems)) return { ...left, problems: report.problems };

  const { logo: shown } = await createEditionsRenderer(publication, files, new Report(), {
    cache: openPictureStore(folders.pictures),
  });
  const anew = results.flatMap(({ record }) => record ?? []);
  const late = placeRendered(build, store, anew, early);
  const indexes = await makeIndexes(build, publication, store, records, shown).finally(() => late?.done);
  const all = [...records.values(), ...indexes.records.values()];
  const published = await publish(
    build,
    publication,
    store,
    all,
    await placedAlready(early, late, anew, options.folder),
  );
  const next = nextState(build, logo, shared, records, indexes.records, published);
  writeState(build.statePath, next);
  pruneStore(folders.pages, new Set(all.map(({ key }) => key)), Date.now());
  return {
    problems: report.problems,
    isPublished: true,
    rendered: results.map(({ slug }) => slug).sort(),
    indexed: indexes.made,
    entries: [...records.values()].flatMap(({ entry }) => entry ?? []),
    kept: records.size - results.length,
    ...sizeOf(publishedFiles(next)),
  };
}

async function publish(
  { options, sources, signature, state }: SiteBuild,
  { newsletter }: Publication,
  store: SiteStore,
  records: readonly StoredRecord[],
  early: ReadonlyMap<string, string>,
): Promise<Published> {
  const placed = new Map(
    records.flatMap((record) =>
      record.files.map((file, index) => [file.path, { ...file, from: store.pathOf(record, index) }] as const),
    ),
  );
  const list = [...placed.values()];
  const manifest = buildManifest({
    url: newsletter.url,
    files: list,
    issues: records.flatMap(({ entry }) => entry ?? []),
    shared: sources.shared,
    sources: sources.issues,
  });
  const before = publishedFiles(state).map(({ path }) => path);
  await publishSite(options.folder, { placed: list, written: manifest, early, before });
  const own = manifest.map(({ path }) => {
    const { size, mtimeMs } = statSync(join(options.folder, path));
    return { path, size, modified: mtimeMs, sha256: '' };
  });
  return { signature, own };
}

/**
 * What is in place already and stays: not what was rendered anew under the same key after it was put there. `late` are
 * files that nobody had put there before.
 */
async function placedAlready(
  early: EarlyPlaces | undefined,
  late: EarlyPlaces | undefined,
  anew: readonly StoredRecord[],
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const done = await Promise.all([early?.done ?? true, late?.done ?? true]);
  if (done.includes(false)) {
    rmSync(nextFolder(folder), { recursive: true, force: true });
    return new Map();
  }
  const files = new Map(early?.files);
  for (const { path } of anew.flatMap((record) => record.files)) {
    if (files.delete(path)) unlinkIfThere(join(nextFolder(folder), path));
  }
  return new Map([...files, ...(late?.files ?? [])]);
}

function nextState(
  { state, known }: SiteBuild,
  logo: string | undefined,
  problems: readonly Problem[],
  issues: ReadonlyMap<string, StoredRecord>,
  indexes: ReadonlyMap<string, StoredRecord>,
  published: Published,
): SiteState {
  return {
    version: state.version,
    ...known,
    ...(logo !== undefined && { logo }),
    issues: Object.fromEntries(issues),
    indexes: Object.fromEntries(indexes),
    problems,
    published,
  };
}
