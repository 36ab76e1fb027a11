import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ownEnvironment } from '../run-git.ts';

const run = promisify(execFile);

/** How many commits of a file to read. */
const most = 30;
/** In ms and bytes. */
const limits = { timeout: 20_000, maxBuffer: 50_000_000 };

/** A file as one of its commits left it. */
export interface FileVersion {
  readonly commit: string;
  /** ISO 8601. */
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * The versions of a file in git, the newest first, with at most two processes. Undefined without git or a
 * repository.
 */
export async function fileVersions(
  root: string,
  path: string,
): Promise<{ readonly versions: readonly FileVersion[]; readonly hasMore: boolean } | undefined> {
  const format = '--format=%H%x00%cI%x00%an%x00%s';
  let log: string;
  try {
    const options = { cwd: root, env: ownEnvironment(), ...limits };
    log = (await run('git', ['log', format, '-n', String(most + 1), '--', path], options)).stdout;
  } catch {
    return undefined; // There is no git, no repository, or no commit yet. That is not an error.
  }
  const commits = log
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [commit = '', date = '', author = '', subject = ''] = line.split('\0');
      return { commit, date, author, subject };
    });
  const texts = await readBlobs(
    root,
    commits.slice(0, most).map(({ commit }) => `${commit}:./${path}`),
  );
  const versions = commits.slice(0, most).flatMap((commit, at) => {
    const text = texts[at];
    // A commit that deleted the file has no text.
    return text === undefined ? [] : [{ ...commit, text }];
  });
  return { versions, hasMore: commits.length > most };
}

/** Reads files of commits in one process. Undefined for a file that does not exist there. */
async function readBlobs(root: string, names: readonly string[]): Promise<(string | undefined)[]> {
  const options = { cwd: root, env: ownEnvironment(), encoding: 'buffer', ...limits } as const;
  const running = run('git', ['cat-file', '--batch'], options);
  running.child.stdin?.end(names.map((name) => `${name}\n`).join(''));
  const { stdout } = await running;
  let at = 0;
  return names.map(() => {
    const end = stdout.indexOf(10, at);
    const [, kind, size] = stdout.toString('utf8', at, end).split(' ');
    at = end + 1;
    if (kind !== 'blob') return undefined;
    const text = stdout.toString('utf8', at, at + Number(size));
    at += Number(size) + 1;
    return text;
  });
}
