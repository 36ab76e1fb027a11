import { hash } from 'node:crypto';
import type { FileHashes } from './hash-files.ts';
import { installedVersions } from './installed-versions.ts';

/** The hashes of everything that all issues share. */
export interface SharedSources {
  /**
   * The sources that all pages depend on: templates, themes, texts, extensions, newsletter.yaml and its logo.
   */
  readonly shared: ReadonlyMap<string, string>;
  /** One hash of Courant's code, its dependencies and the runtime. */
  readonly program: string;
  /** One hash of the program, the shared sources, and the packages that extensions may import. */
  readonly engine: string;
  /** One hash of the code that makes no page. It has the rules for the templates of the server's pages. */
  readonly otherCode: string;
}

/** The hashes of everything that the site is made from. */
export interface Sources extends SharedSources {
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
/** The files that name the packages of a publication, with their versions. */
const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

/**
 * Hashes everything that the site is made from. `packageFiles` come with Courant; in Courant's own repository
 * they are the same object as `files`. `logo` is the path that newsletter.yaml named at the last build.
 */
export async function scanSources(
  packageFiles: FileHashes,
  files: FileHashes,
  logo: string | undefined,
): Promise<Sources> {
  return { ...(await scanShared(packageFiles, files, logo)), issues: await scanIssues(files) };
}

/** The hashes of the program that runs. */
type Program = Pick<SharedSources, 'program' | 'otherCode'>;

/** Hashes everything that all issues share, as `scanSources` does. Without `known`, this hashes the program too. */
export async function scanShared(
  packageFiles: FileHashes,
  files: FileHashes,
  logo: string | undefined,
  known?: Program,
): Promise<SharedSources> {
  const shared = new Map<string, string>();
  const add = async (from: FileHashes, path: string) => {
    const hash = await from.hash(path);
    if (hash !== undefined) shared.set(path, hash);
  };
  const shipped: string[] = [];
  for (const folder of ofPackage) {
    for (const path of await packageFiles.list(folder)) {
      const hash = (await packageFiles.hash(path)) ?? '';
      shipped.push(`${path} ${hash}`);
      shared.set(path, hash);
    }
  }
  if (packageFiles !== files) {
    for (const folder of ofPublication) for (const path of await files.list(folder)) await add(files, path);
  }
  const ownCode = await files.list(extensions);
  for (const path of ownCode) await add(files, path);
  const ownLocks = ownCode.length === 0 ? [] : await Promise.all(lockfiles.map((path) => files.hash(path)));
  for (const path of ['newsletter.yaml', ...(logo === undefined ? [] : [logo])]) await add(files, path);
  const { program, otherCode } = known ?? (await scanProgram(packageFiles));
  const engine = hashOf([program, shipped, [...shared], ownLocks]);
  return { shared, program, engine, otherCode };
}

/** Hashes Courant's code, its dependencies and the runtime. */
export async function scanProgram(packageFiles: FileHashes): Promise<Program> {
  const [code, otherCode]: [string[], string[]] = [[], []];
  for (const path of await packageFiles.list(await codeFolder(packageFiles))) {
    // No program runs them, and they are nearly half of the files of the published package.
    if (path.endsWith('.d.ts')) continue;
    const part = makesNoPage.test(path) ? otherCode : code;
    part.push(`${path} ${await packageFiles.hash(path)}`);
  }
  const lock = (await packageFiles.hash('package-lock.json')) ?? installedVersions();
  const { node, icu } = process.versions;
  return { program: hashOf([code, lock, node, icu]), otherCode: hashOf(otherCode) };
}

const hashOf = (value: unknown) => hash('sha256', JSON.stringify(value));

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

/** The files of one issue with their hashes, as `scanSources` finds them. */
export async function scanIssue(files: FileHashes, slug: string): Promise<ReadonlyMap<string, string>> {
  const own = new Map<string, string>();
  for (const path of await files.list(`content/${slug}`)) own.set(path, (await files.hash(path)) ?? '');
  return own;
}

/** The key of an issue: a hash of everything that its pages are made from. */
export function issueKey(engine: string, slug: string, sources: ReadonlyMap<string, string>): string {
  return hashOf([engine, slug, [...sources]]);
}
