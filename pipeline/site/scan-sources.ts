import { createHash } from 'node:crypto';
import type { FileHashes } from './hash-files.ts';

/** Everything that the site is made from, by its hashes. */
export interface Sources {
  /** Of what every page depends on: Courant itself, the templates, the texts, newsletter.yaml, its logo. */
  readonly shared: ReadonlyMap<string, string>;
  /** One hash over all of that, and over the runtime. */
  readonly engine: string;
  /** By slug: the issue's files with their hashes. */
  readonly issues: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Rooms of the code that no page of the site is made by. */
const elsewhere = /^pipeline\/(cli\.ts|commands|delivery|server|store|studio|subscribers)\b/;

/** What lies in the package: code, dependencies, and the templates and texts that come with it. */
const ofPackage = ['pipeline', 'templates', 'locales'];
/** What a publication may have of its own, beside its content. */
const ofPublication = ['templates', 'locales'];

/**
 * Looks at all that goes into the site. `packageFiles` are those that come with Courant; `logo` is the path that
 * newsletter.yaml named at the last build.
 */
export function scanSources(
  packageFiles: FileHashes,
  files: FileHashes,
  isSamePlace: boolean,
  logo: string | undefined,
): Sources {
  const shared = new Map<string, string>();
  const code = createHash('sha256');
  const add = (from: FileHashes, path: string) => {
    const hash = from.hash(path);
    if (hash !== undefined) shared.set(path, hash);
  };
  for (const folder of ofPackage) {
    for (const path of packageFiles.list(folder)) {
      if (elsewhere.test(path)) continue;
      const hash = packageFiles.hash(path) ?? '';
      code.update(`${path} ${hash}\n`);
      if (folder !== 'pipeline') shared.set(path, hash);
    }
  }
  const lock = packageFiles.hash('package-lock.json') ?? packageFiles.hash('package.json') ?? '';
  if (!isSamePlace)
    for (const folder of ofPublication) for (const path of files.list(folder)) add(files, path);
  for (const path of ['newsletter.yaml', ...(logo === undefined ? [] : [logo])]) add(files, path);
  const { node, icu } = process.versions;
  const engine = createHash('sha256')
    .update(JSON.stringify([code.digest('hex'), lock, node, icu, [...shared]]))
    .digest('hex');
  return { shared, engine, issues: scanIssues(files) };
}

function scanIssues(files: FileHashes): Map<string, Map<string, string>> {
  const issues = new Map<string, Map<string, string>>();
  for (const path of files.list('content')) {
    const [, slug = '', ...rest] = path.split('/');
    if (rest.length === 0 || /^[._]/.test(slug)) continue;
    const own = issues.get(slug) ?? new Map<string, string>();
    issues.set(slug, own);
    own.set(path, files.hash(path) ?? '');
  }
  return issues;
}

/** The key of an issue: it changes with everything that its pages are made from. */
export function issueKey(engine: string, slug: string, sources: ReadonlyMap<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify([engine, slug, [...sources]]))
    .digest('hex');
}
