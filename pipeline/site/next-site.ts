import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { makeFolders, unlinkIfThere } from '../foundation/files/folder-tree.ts';
import { beginSwap } from '../foundation/files/swap-folder.ts';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import { type LinkedFile, linkFiles } from './link-files.ts';

/** The content of a site. */
export interface SiteContent {
  readonly linked: readonly LinkedFile[];
  readonly written: readonly ArchiveFile[];
  /** The known paths of the site that is published now. */
  readonly before: readonly string[];
}

/**
 * The next site, assembled in a folder beside the published one. With many files, linking takes as long as
 * rendering one changed issue, so another thread begins to link while issues and indexes are still being
 * made. `publish` corrects what turns out to be wrong.
 */
export interface NextSite {
  /**
   * Begins to link files that the site will probably have. Naming a file again means that it has a new
   * version.
   */
  begin(files: readonly LinkedFile[]): void;
  /** Makes the folder hold exactly this content, and swaps it in as a whole. */
  publish(content: SiteContent): Promise<void>;
  /** Deletes the folder if it was not published. */
  discard(): Promise<void>;
}

/** With fewer files than this, starting a thread costs more than it saves. */
const worthThread = 200;

/**
 * `folder` is the published site, as an absolute path. Folders that killed builds left beside it are deleted.
 */
export function createNextSite(folder: string): NextSite {
  const { next, swap, discard } = beginSwap(folder);
  /** By path: the source of each file that the thread links. */
  const begun = new Map<string, string>();
  /** Links that may lead to an earlier version of a file. */
  const stale = new Set<string>();
  const threads: Promise<boolean>[] = [];

  /** Keeps in `begun` only the links that are finished and correct. */
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

/** False when a file is missing from the cache: it is rendered again, and everything is linked again. */
function linkOnThread(folder: string, files: ReadonlyMap<string, string>): Promise<boolean> {
  const worker = new Worker(siblingModule(import.meta.url, 'link-worker'), {
    workerData: { folder, files: [...files].map(([path, from]) => ({ path, from })) },
  });
  return new Promise((resolve) => {
    worker.once('error', () => resolve(false));
    worker.once('exit', (code) => resolve(code === 0));
  });
}
