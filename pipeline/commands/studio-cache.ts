import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PictureCache } from '../editions/convert-picture.ts';
import { type FormStore, openFormStore } from '../editions/mjml/form-store.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { besideCache } from '../site/cache-folders.ts';
import { createFileHashes } from '../site/hash-files.ts';
import { scanProgram } from '../site/scan-sources.ts';
import type { StudioCache } from '../studio/live-publication.ts';

/** How many sets of forms to keep. Each has the forms of one language and one version of the styles. */
const mostForms = 40;
/** How many modules of the page to keep. The page has about 150, and each change of one adds a file. */
const mostModules = 500;

/**
 * What makes the studio start fast: the converted pictures of the archive's cache, and the compiled forms of MJML beside
 * it, without which the first preview has to load MJML. `folder` is the archive's cache. If the disk is full or
 * read-only, the studio does the work again.
 */
export function openStudioCache(folder: string, packageRoot: string): StudioCache {
  return {
    pictures: openPictureStore(join(folder, 'pictures')),
    modules: openModules(join(folder, 'modules')),
    forms: openForms(besideCache(folder, 'forms'), packageRoot),
  };
}

function openModules(folder: string): PictureCache {
  const { write } = openPictureStore(folder);
  let isPruned = false;
  return {
    // A page requests a hundred small modules at once, so reading them asynchronously would take longer.
    read: async (key) => readNow(join(folder, key)),
    async write(key, bytes) {
      await write(key, bytes);
      if (!isPruned) deleteOldest(folder, mostModules);
      isPruned = true;
    },
  };
}

function readNow(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined; // The module is not kept, or the folder cannot be read.
  }
}

/** The forms of this program. Its hash takes 60 ms, so nothing computes it while there are no forms to read. */
function openForms(folder: string, packageRoot: string): FormStore {
  let opening: Promise<FormStore> | undefined;
  const forms = () => {
    opening ??= openFormsOfProgram(folder, packageRoot);
    return opening;
  };
  return {
    read: async (start) => (existsSync(folder) ? (await forms()).read(start) : undefined),
    write: async (start, made) => (await forms()).write(start, made),
  };
}

async function openFormsOfProgram(folder: string, packageRoot: string): Promise<FormStore> {
  const { program } = await scanProgram(createFileHashes(packageRoot, {}, 0));
  const own = join(folder, program);
  const store = openPictureStore(own);
  return openFormStore({
    read: store.read,
    async write(key, bytes) {
      await store.write(key, bytes);
      deleteOldest(own, mostForms);
    },
  });
}

/** Each change of a style or a theme adds a file, so only the latest stay. */
function deleteOldest(folder: string, most: number): void {
  try {
    const names = readdirSync(folder);
    if (names.length <= most) return;
    const times = names.map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }));
    const old = times.sort((a, b) => b.time - a.time).slice(most);
    for (const { name } of old) rmSync(join(folder, name), { force: true });
  } catch {
    // The folder cannot be changed, or another process has deleted a file. The next write tries again.
  }
}
