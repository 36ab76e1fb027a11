import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { makeFolders, unlinkIfThere } from '../foundation/files/folder-tree.ts';
import { isNotThere } from '../foundation/files/read-if-there.ts';
import { beginSwap } from '../foundation/files/swap-folder.ts';
import { createProblem, type Problem } from '../foundation/problems/problem.ts';
import { childEnvironment } from '../foundation/program/child-environment.ts';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import { type CachedFile, type LinkedFile, linkFiles, syncFolder } from './link-files.ts';
import type { LinkTask } from './link-worker.ts';
import { packFiles, packStamps } from './packed-files.ts';

/** Everything that a site should contain. */
interface SiteContent {
  readonly linked: readonly LinkedFile[];
  readonly written: readonly ArchiveFile[];
}

/**
 * The next site, assembled in a folder next to the published one. It begins as the site before the published
 * one, if that is still there, so few links differ. Another thread compares and links files while issues and
 * indexes are still being made. `publish` corrects links that turn out to be wrong.
 */
export interface NextSite {
  /**
   * Starts to link files that the site will probably have. Naming a file again replaces its source with a
   * newer version. `others` are files in the cache that are only checked.
   */
  begin(files: readonly LinkedFile[], others?: readonly CachedFile[]): void;
  /**
   * Resolves to the checks of all files so far by the thread. They are all undefined if there is no thread, or
   * if a linked file was missing.
   */
  checked(): Promise<FileChecks>;
  /** Makes the folder contain exactly this content, and then swaps the whole folder in. */
  publish(content: SiteContent): Promise<void>;
  /** What the person should know about the linking, once for all threads. */
  problems(): readonly Problem[];
  /** Deletes the folder or puts it back, unless it was published. */
  discard(): Promise<void>;
}

/** Whether a file in the cache is unchanged; undefined if the thread did not check it. */
export type FileChecks = (from: string) => boolean | undefined;

/** With fewer files than this, starting a thread costs more than it saves. */
const worthThread = 200;

/**
 * `folder` is the absolute path of the published site, and `spare` that of the site before it. Deletes folders
 * that killed builds left next to the published site.
 */
export function createNextSite(folder: string, spare: string): NextSite {
  const { next, swap, discard } = beginSwap(folder, spare);
  /** The source of each file that the thread links, by path. */
  const begun = new Map<string, string>();
  /** The files that the thread checks. */
  const checked = new Set<string>();
  /** Paths whose links may lead to an earlier version of the file. */
  const stale = new Set<string>();
  /**
   * Resolves to the damaged files in the cache; undefined if a thread failed. Then the content of the folder is
   * unknown.
   */
  let linking: Promise<readonly string[] | undefined> | undefined;
  let problem: Problem | undefined;

  const link = async (task: LinkTask) => {
    try {
      return await linkOnThread(task);
    } catch (error) {
      // The issue of a missing file is rendered again.
      if (!isNotThere(error))
        problem ??= createProblem('archive-thread', { reason: (error as Error).message });
      return undefined;
    }
  };
  const correct = (linked: readonly LinkedFile[]) => {
    for (const path of stale) if (begun.delete(path)) unlinkIfThere(join(next, path));
    const missing = linked.filter(({ path, from }) => begun.get(path) !== from || !begun.delete(path));
    for (const path of begun.keys()) unlinkIfThere(join(next, path));
    linkFiles(next, missing);
  };

  return {
    begin(files, others = []) {
      const fresh: LinkedFile[] = [];
      for (const file of files) {
        if (begun.has(file.path)) stale.add(file.path);
        else fresh.push(file);
      }
      if (fresh.length < worthThread) return;
      for (const { path, from } of fresh) begun.set(path, from);
      for (const { from } of [...fresh, ...others]) checked.add(from);
      const earlier = linking;
      const task = {
        folder: next,
        packed: packFiles(fresh),
        others: packStamps(others),
        isFirst: earlier === undefined,
      };
      linking = earlier ? earlier.then(async (damaged) => damaged && (await link(task))) : link(task);
    },
    async checked() {
      const damaged = await linking;
      const found = new Set(damaged);
      return (from) => (damaged && checked.has(from) ? !found.has(from) : undefined);
    },
    async publish({ linked, written }) {
      if (await linking) correct(linked);
      else syncFolder(next, linked);
      makeFolders(
        next,
        written.map(({ path }) => path),
      );
      for (const { path, content } of written) writeFileSync(join(next, path), content);
      // Where files cannot be linked, a spare would be a second copy of the whole site.
      await swap(linked.some(({ from }) => statSync(from).nlink > 1));
    },
    problems: () => (problem === undefined ? [] : [problem]),
    async discard() {
      await linking;
      discard();
    },
  };
}

/**
 * Resolves to the damaged files in the cache. Rejects with the error of the thread, after which the whole folder
 * is compared again.
 */
function linkOnThread(task: LinkTask): Promise<readonly string[]> {
  const worker = new Worker(siblingModule(import.meta.url, 'link-worker'), {
    env: childEnvironment(),
    workerData: task,
  });
  return new Promise((resolve, reject) => {
    let damaged: readonly string[] = [];
    worker.once('message', (paths: readonly string[]) => {
      damaged = paths;
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve(damaged);
      else reject(new Error(`it ended with code ${code}`));
    });
  });
}
