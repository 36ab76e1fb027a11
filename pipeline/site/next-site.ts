import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { makeFolders, unlinkIfThere } from '../foundation/files/folder-tree.ts';
import { beginSwap } from '../foundation/files/swap-folder.ts';
import { childEnvironment } from '../foundation/program/child-environment.ts';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import { type LinkedFile, linkFiles } from './link-files.ts';

/** Everything that a site should contain. */
interface SiteContent {
  readonly linked: readonly LinkedFile[];
  readonly written: readonly ArchiveFile[];
  /** The paths that the published site is known to have. */
  readonly before: readonly string[];
}

/**
 * The next site, assembled in a folder next to the published one. Linking many files takes as long as
 * rendering one changed issue, so another thread starts to link while issues and indexes are still being
 * made. `publish` corrects links that turn out to be wrong.
 */
export interface NextSite {
  /**
   * Starts to link files that the site will probably have. Naming a file again replaces its source with a
   * newer version.
   */
  begin(files: readonly LinkedFile[]): void;
  /** Makes the folder contain exactly this content, and then swaps the whole folder in. */
  publish(content: SiteContent): Promise<void>;
  /** Deletes the folder, unless it was published. */
  discard(): Promise<void>;
}

/** With fewer files than this, starting a thread costs more than it saves. */
const worthThread = 200;

/**
 * `folder` is the absolute path of the published site. Deletes folders that killed builds left next to it.
 */
export function createNextSite(folder: string): NextSite {
  const { next, swap, discard } = beginSwap(folder);
  /** The source of each file that the thread links, by path. */
  const begun = new Map<string, string>();
  /** Paths whose links may lead to an earlier version of the file. */
  const stale = new Set<string>();
  const threads: Promise<boolean>[] = [];

  /** Waits for the thread, and keeps only the links in `begun` that are finished and correct. */
  const settle = async () => {
    if ((await Promise.all(threads)).includes(false)) {
      rmSync(next, { recursive: true, force: true });
      begun.clear();
    }
    for (const path of stale) if (begun.delete(path)) unlinkIfThere(join(next, path));
  };

  return {
    begin(files) {
      const fresh = new Map<string, string>();
      for (const { path, from } of files) {
        if (begun.has(path)) stale.add(path);
        else fresh.set(path, from);
      }
      if (fresh.size < worthThread) return;
      for (const [path, from] of fresh) begun.set(path, from);
      threads.push(linkOnThread(next, fresh));
    },
    async publish({ linked, written, before }) {
      await settle();
      const missing = linked.filter(({ path, from }) => begun.get(path) !== from || !begun.delete(path));
      for (const path of begun.keys()) unlinkIfThere(join(next, path));
      linkFiles(next, missing);
      makeFolders(
        next,
        written.map(({ path }) => path),
      );
      for (const { path, content } of written) writeFileSync(join(next, path), content);
      await swap(before);
    },
    async discard() {
      await Promise.all(threads);
      discard();
    },
  };
}

/**
 * Resolves to false if a file is missing from the cache. That file is then rendered again, and all files are
 * linked again.
 */
function linkOnThread(folder: string, files: ReadonlyMap<string, string>): Promise<boolean> {
  const worker = new Worker(siblingModule(import.meta.url, 'link-worker'), {
    env: childEnvironment(),
    workerData: { folder, files: [...files].map(([path, from]) => ({ path, from })) },
  });
  return new Promise((resolve) => {
    worker.once('error', () => resolve(false));
    worker.once('exit', (code) => resolve(code === 0));
  });
}
