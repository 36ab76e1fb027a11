import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Entry, Files } from '../foundation/files/files.ts';
import { ownEnvironment } from './run-git.ts';

const run = promisify(execFile);
/** In bytes. */
const largest = 50_000_000;

export interface Revision {
  readonly commit: string;
  readonly subject: string;
  readonly date: string;
}

/** The commits that changed an issue, newest first. Empty without git. */
export async function listRevisions(root: string, slug: string): Promise<Revision[]> {
  try {
    return await readLog(root, ['-n', '30', '--', `content/${slug}`]);
  } catch {
    return []; // Without git or a repository, there are no commits. That is not an error.
  }
}

/** The commit with this branch, tag or hash; undefined when there is none. */
export async function describeRevision(root: string, name: string): Promise<Revision | undefined> {
  const commit = await findCommit(root, name);
  return commit === undefined ? undefined : (await readLog(root, ['-n', '1', commit, '--']))[0];
}

async function readLog(root: string, args: readonly string[]): Promise<Revision[]> {
  const options = { cwd: root, env: ownEnvironment() };
  const { stdout } = await run('git', ['log', '--format=%H%x09%cI%x09%s', ...args], options);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [commit = '', date = '', ...subject] = line.split('\t');
      return { commit, date, subject: subject.join('\t') };
    });
}

/** The hash of the commit that a name refers to; undefined when there is none. */
export async function findCommit(root: string, name: string): Promise<string | undefined> {
  if (!/^[\w./~^@{}-]{1,100}$/.test(name) || name.startsWith('-')) return undefined;
  try {
    const options = { cwd: root, env: ownEnvironment() };
    const { stdout } = await run('git', ['rev-parse', '--verify', '--quiet', `${name}^{commit}`], options);
    return stdout.trim();
  } catch {
    return undefined; // git exits with an error when it does not know the revision.
  }
}

/** The publication's files as they were in a commit. */
export async function revisionFiles(root: string, commit: string): Promise<Files> {
  const options = { cwd: root, env: ownEnvironment(), maxBuffer: largest };
  const { stdout: prefix } = await run('git', ['rev-parse', '--show-prefix'], options);
  const { stdout } = await run('git', ['ls-tree', '-r', '-l', '-z', commit, '.'], options);
  const blobs = new Map<string, { hash: string; size: number }>();
  for (const line of stdout.split('\0')) {
    const [, hash, size, path] = /^\d+ blob (\w+) +(\d+)\t([\s\S]+)$/.exec(line) ?? [];
    if (hash && path) blobs.set(path.replace(prefix.trim(), ''), { hash, size: Number(size) });
  }
  const folders = new Map<string, Map<string, Entry>>();
  for (const path of blobs.keys()) {
    const steps = path.split('/');
    for (const [at, name] of steps.entries()) {
      const folder = steps.slice(0, at).join('/');
      const entries = folders.get(folder) ?? new Map();
      folders.set(folder, entries.set(name, { name, kind: at === steps.length - 1 ? 'file' : 'folder' }));
    }
  }
  return {
    async read(path) {
      const blob = blobs.get(path);
      if (blob === undefined) return undefined;
      return (await run('git', ['cat-file', 'blob', blob.hash], { ...options, encoding: 'buffer' })).stdout;
    },
    list: async (folder) => [...(folders.get(folder)?.values() ?? [])],
    async stat(path) {
      const blob = blobs.get(path);
      if (blob) return { kind: 'file', size: blob.size, realPath: path };
      return folders.has(path) ? { kind: 'folder', size: 0, realPath: path } : undefined;
    },
  };
}
