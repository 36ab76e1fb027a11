import { createHash } from 'node:crypto';
import type { FileHashes } from './hash-files.ts';
import { installedVersions } from './installed-versions.ts';

/** The hashes of everything that the site is made from. */
export interface Sources {
  /**
   * The sources that all pages depend on: templates, themes, texts, extensions, newsletter.yaml and its logo.
   */
  readonly shared: ReadonlyMap<string, string>;
  /** One hash of the shared sources, Courant's code, its dependencies and the runtime. */
  readonly engine: string;
  /** The files of each issue with their hashes, by slug. */
  readonly issues: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Matches the folders whose code has no effect on the pages of the site. */
export const makesNoPage =
  /^(?:pipeline|lib)\/([\w-]+\.\w+$|(commands|delivery|dispatches|scaffold|server|state|store|studio|subscribers)\b)/;

/** The folders of the package, besides its code. */
const ofPackage = ['templates', 'themes', 'locales'];
/** The folders that a publication may override. */
const ofPublication = ['templates', 'themes', 'locales'];
/** The folder with the publication's own code. */
const extensions = 'extensions';

/**
 * Hashes everything that the site is made from. `packageFiles` come with Courant; in Courant's own repository
 * they are the same object as `files`. `logo` is the path that newsletter.yaml named at the last build.
 * Leaves out code that matches `skipped`.
 */
export async function scanSources(
  packageFiles: FileHashes,
  files: FileHashes,
  logo: string | undefined,
  skipped = makesNoPage,
): Promise<Sources> {
  const shared = new Map<string, string>();
  const code = createHash('sha256');
  const add = async (from: FileHashes, path: string) => {
    const hash = await from.hash(path);
    if (hash !== undefined) shared.set(path, hash);
  };
  for (const folder of [await codeFolder(packageFiles), ...ofPackage]) {
    for (const path of await packageFiles.list(folder)) {
      if (skipped.test(path)) continue;
      const hash = (await packageFiles.hash(path)) ?? '';
      code.update(`${path} ${hash}\n`);
      if (ofPackage.includes(folder)) shared.set(path, hash);
    }
  }
  const lock = (await packageFiles.hash('package-lock.json')) ?? installedVersions();
  if (packageFiles !== files) {
    for (const folder of ofPublication) for (const path of await files.list(folder)) await add(files, path);
  }
  for (const path of await files.list(extensions)) await add(files, path);
  for (const path of ['newsletter.yaml', ...(logo === undefined ? [] : [logo])]) await add(files, path);
  const { node, icu } = process.versions;
  const engine = createHash('sha256')
    .update(JSON.stringify([code.digest('hex'), lock, node, icu, [...shared]]))
    .digest('hex');
  return { shared, engine, issues: await scanIssues(files) };
}

/** The folder of Courant's code: TypeScript in the repository, compiled code in the published package. */
async function codeFolder(packageFiles: FileHashes): Promise<string> {
  const source = await packageFiles.list('pipeline');
  return source.length > 0 ? 'pipeline' : 'lib';
}

async function scanIssues(files: FileHashes): Promise<Map<string, Map<string, string>>> {
  const issues = new Map<string, Map<string, string>>();
  for (const path of await files.list('content')) {
    const [, slug = '', ...rest] = path.split('/');
    if (rest.length === 0 || /^[._]/.test(slug)) continue;
    const own = issues.get(slug) ?? new Map<string, string>();
    issues.set(slug, own);
    own.set(path, (await files.hash(path)) ?? '');
  }
  return issues;
}

/** The key of an issue: a hash of everything that its pages are made from. */
export function issueKey(engine: string, slug: string, sources: ReadonlyMap<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify([engine, slug, [...sources]]))
    .digest('hex');
}
