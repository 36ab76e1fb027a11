import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildManifest } from '../archive/manifest.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { createEditionsRenderer } from '../editions/render-editions.ts';
import { hasErrors, type Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { day } from '../foundation/time/durations.ts';
import type { Publication } from '../publication/publication.ts';
import { openTemplateStore } from '../publication/templates/template-store.ts';
import { cacheFolders } from './cache-folders.ts';
import { type BuildIssue, checkBuild } from './check-build.ts';
import { makeIndexes } from './make-indexes.ts';
import type { NextSite } from './next-site.ts';
import { prunePages, prunePictures, prunePrograms } from './prune-cache.ts';
import { type PublicIssues, publicIssues } from './public-issues.ts';
import { type SiteResult, type SiteSize, sizeOf } from './site-result.ts';
import { type Published, type SiteState, writeState } from './site-state.ts';
import { skipBroken, type WithoutBroken } from './skip-broken.ts';
import type { SiteBuild } from './start-build.ts';
import type { BuildThreads } from './start-threads.ts';
import type { PlacedFile, SiteStore, StoredRecord } from './stored-files.ts';

const notPublished = {
  isPublished: false,
  rendered: [],
  indexed: [],
  entries: [],
  broken: [],
  waiting: [],
  kept: 0,
  pages: 0,
  files: 0,
  bytes: 0,
};

/** Checks everything, renders the parts that have changed, and publishes the site. */
export async function rebuildSite(
  first: SiteBuild,
  { store, workers }: Pick<BuildThreads, 'store' | 'workers'>,
  next: NextSite,
): Promise<SiteResult> {
  const { options } = first;
  const { roots } = options.source;
  const folders = cacheFolders(options.cache, first.sources.program);
  const templates = openTemplateStore(folders.templates);
  const {
    publication,
    build,
    shared,
    issues: checked,
    problems,
  } = await checkBuild(first, store, folders, templates, next, workers);
  const whole = publication && wholeIssues(build, store, checked, problems);
  if (publication === undefined || whole === undefined) return { ...notPublished, problems };
  const { records, broken } = whole;

  const entries = [...records.values()].flatMap(({ entry }) => entry ?? []);
  const shown = publicIssues(entries, options.asOf, build.publicBefore);
  const issues = shown.slugs.flatMap((slug) => records.get(slug) ?? []);
  const rendered = checked.filter(({ isRendered }) => isRendered);
  const renderedRecords = new Set(rendered.map(({ record }) => record));
  next.begin(issues.filter((record) => renderedRecords.has(record)).flatMap(store.filesOf));
  const { logo } = await createEditionsRenderer(publication, roots.publication, new Report(), {
    cache: openPictureStore(folders.pictures),
  });
  const indexes = await makeIndexes(build, publication, store, issues, logo);
  const { published, size } = await publish(build, publication, store, next, shown, [
    ...issues,
    ...indexes.records.values(),
  ]);
  // Without a signature, the next build looks again at broken issues, and at issues that changed while they were read,
  // even if the sources are the same as before this build.
  const isOutdated = [...records].some(([slug, { key }]) => build.keys.get(slug) !== key);
  const last = broken.length > 0 || isOutdated ? { ...published, signature: '' } : published;

  const [logoPath] = publication.logo.keys();
  const state = nextState(build, logoPath, problems, records, indexes.records, last);
  const now = Date.now();
  const { prunedAt = 0 } = build.state;
  const isPruned = now < prunedAt + day;
  writeState(build.statePath, { ...state, shared, prunedAt: isPruned ? prunedAt : now });
  templates.save();
  if (!isPruned) {
    const all = [...records.values(), ...indexes.records.values()];
    prunePages(folders.pages, all, now);
    prunePictures(folders.pictures, all, now);
    for (const path of [folders.forms, folders.templates])
      prunePrograms(dirname(path), first.sources.program, now);
  }
  return {
    problems,
    isPublished: true,
    rendered: rendered.map(({ slug }) => slug).sort(),
    indexed: indexes.made,
    entries,
    broken,
    waiting: shown.waiting,
    kept: records.size - rendered.filter(({ slug, record }) => records.get(slug) === record).length,
    ...size,
  };
}

/** The issues to publish; undefined if the site must stay as it is. */
function wholeIssues(
  build: SiteBuild,
  store: SiteStore,
  checked: readonly BuildIssue[],
  problems: readonly Problem[],
): WithoutBroken | undefined {
  const sound = checked.flatMap(({ slug, record }) => (record ? [[slug, record] as const] : []));
  const records = new Map(sound);
  if (hasErrors(problems))
    return build.options.skipBroken ? skipBroken(build, store, records, problems) : undefined;
  return records.size === build.keys.size ? { records, broken: [] } : undefined;
}

async function publish(
  { options, sources, signature }: SiteBuild,
  { newsletter }: Publication,
  store: SiteStore,
  next: NextSite,
  { slugs, kept, asOf }: PublicIssues,
  records: readonly StoredRecord[],
): Promise<{ readonly published: Published; readonly size: SiteSize }> {
  const files = new Map<string, PlacedFile>();
  for (const record of records) for (const file of store.filesOf(record)) files.set(file.path, file);
  const linked = [...files.values()];
  const written = buildManifest({
    url: newsletter.url,
    files: linked,
    issues: records.flatMap(({ entry }) => entry ?? []),
    asOf,
    kept,
    shared: sources.shared,
    sources: sources.issues,
  });
  await next.publish({ linked, written });
  const own = written.map(({ path }) => {
    const { size, mtimeMs } = statSync(join(options.folder, path));
    return { path, size, modified: mtimeMs, sha256: '' };
  });
  const published = { signature, folder: options.folder, slugs, own };
  return { published, size: sizeOf([...linked, ...own]) };
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
