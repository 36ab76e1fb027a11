import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ArchiveFile } from '../archive/archive-file.ts';
import { makeFolders, unlinkIfThere } from '../foundation/files/folder-tree.ts';
import { beginSwap } from '../foundation/files/swap-folder.ts';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import { type LinkedFile, linkFiles } from './link-files.ts';

/** What a site consists of. */
export interface SiteContent {
  readonly linked: readonly LinkedFile[];
  readonly written: readonly ArchiveFile[];
  /** The paths that the published site has now, as far as they are known. */
  readonly before: readonly string[];
}

/**
 * The next site while it is put together, in a folder beside the published one. Of many files, linking takes as long
 * as rendering the one issue that has changed; so it begins on another thread while issues and indexes are still made.
 * A wrong guess costs nothing: `publish` puts everything right.
 */
export interface NextSite {
  /** Begins to link files that the site will probably have. A file that is named again has been made again. */
  begin(files: readonly LinkedFile[]): void;
  /** Makes it hold exactly this content, and swaps it in whole. */
  publish(content: SiteContent): Promise<void>;
  /** Deletes what a build that did not publish has made. */
  discard(): Promise<void>;
}

/** Below this number of files, starting a thread costs more than it saves. */
const worthThread = 200;

/** `folder` is the published site's, absolute. What killed builds left beside it is cleaned up. */
export function createNextSite(folder: string): NextSite {
  const { next, swap, discard } = beginSwap(folder);
  /** By path: where each file comes from that a thread links. */
  const begun = new Map<string, string>();
  /** Links that may lead to what a file was before. */
  const stale = new Set<string>();
  const threads: Promise<boolean>[] = [];

  /** Leaves in `begun` what is linked and right. */
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

/** False when a file is gone from the cache: then it is rendered again, and everything is linked again. */
function linkOnThread(folder: string, files: ReadonlyMap<string, string>): Promise<boolean> {
  const worker = new Worker(siblingModule(import.meta.url, 'link-worker'), {
    workerData: { folder, files: [...files].map(([path, from]) => ({ path, from })) },
  });
  return new Promise((resolve) => {
    worker.once('error', () => resolve(false));
    worker.once('exit', (code) => resolve(code === 0));
  });
}
