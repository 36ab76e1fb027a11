import { link, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, parse, sep } from 'node:path';
import { isPictureName } from '../../content/is-picture-name.ts';
import { isNotThere } from '../../foundation/files/read-if-there.ts';
import { makeStateFolder } from '../../foundation/files/state-folder.ts';
import { fail } from '../../foundation/problems/problem.ts';
import { reportDiskErrors } from '../journal/report-disk-errors.ts';
import type { PictureFile, PictureList, StoredPicture } from '../protocol/pictures.ts';
import type { Studio } from '../studio.ts';
import { cleanPicture } from './clean-picture.ts';
import { listTrashed, trashFolder } from './list-trashed.ts';
import { namePicture, numbered } from './name-picture.ts';

/** Stores the pictures of issues in their folders, lists them, and moves unused ones to the trash and back. */
export class PictureDesk {
  readonly #studio: Studio;
  /** Pictures are decoded one at a time: each may take hundreds of megabytes. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /**
   * Stores a picture under a readable name that no other file has. The same picture again gives the file that
   * is there.
   */
  async store(slug: string, original: string, bytes: Uint8Array): Promise<StoredPicture> {
    await this.#folderOf(slug);
    const turn = this.#queue.then(() => cleanPicture(bytes, original));
    // A picture that cannot be read must not stop the next one.
    this.#queue = turn.catch(() => {});
    const { type, width, height, ...clean } = await turn;
    const file = await this.#studio.deskFiles.inTurn(async () => {
      // The issue may have been renamed while the picture was decoded.
      const folder = await this.#folderOf(slug);
      const names = (await readdir(folder)).sort();
      const same = await findSame(folder, names, type, clean.bytes);
      return (
        same ?? reportDiskErrors(() => writeNew(folder, names, namePicture(original), type, clean.bytes))
      );
    });
    await this.#studio.live.refresh([`content/${slug}/${file}`]);
    return { file, width, height, bytes: clean.bytes.length };
  }

  /** All pictures in the folder of an issue, and those in the trash that were in it. */
  async list(slug: string): Promise<PictureList> {
    const [files, trashed] = await Promise.all([
      this.#files(slug),
      listTrashed(this.#studio.stateFolder, slug),
    ]);
    return { files, trashed };
  }

  #files(slug: string): Promise<PictureFile[]> {
    return this.#reading(slug, async (folder) => {
      const unused = await this.#unused(slug);
      const names = (await readdir(folder)).filter(isPictureName).sort();
      const sizes = await Promise.all(names.map((file) => sizeOf(join(folder, file))));
      // A picture was deleted, or is a link that leads nowhere. Or is it the whole folder?
      if (sizes.includes(undefined)) await this.#folderOf(slug);
      return names.flatMap((file, at) => {
        const bytes = sizes[at];
        return bytes === undefined ? [] : { file, bytes, isUsed: !unused.has(file) };
      });
    });
  }

  /** The bytes of a picture of an issue; undefined if there is none of this name. */
  read(slug: string, file: string): Promise<Uint8Array | undefined> {
    return this.#reading(slug, async (folder) => {
      const isThere = isPictureName(file) && (await readdir(folder)).includes(file);
      if (!isThere || !(await realpath(join(folder, file))).startsWith(folder + sep)) return undefined;
      return readFile(join(folder, file));
    });
  }

  /** Reads in the folder of an issue, and once more if the folder or a file in it goes away meanwhile. */
  async #reading<Result>(slug: string, read: (folder: string) => Promise<Result>): Promise<Result> {
    try {
      return await read(await this.#folderOf(slug));
    } catch (error) {
      if (!isNotThere(error)) throw error;
      return read(await this.#folderOf(slug));
    }
  }

  /** Moves a picture that no language uses to the trash, and returns its path there. */
  trash(slug: string, file: string): Promise<string> {
    const { deskFiles, live, stateFolder, clock } = this.#studio;
    return deskFiles.inTurn(async () => {
      const folder = await this.#folderOf(slug);
      if (!(await readdir(folder)).includes(file) || !isPictureName(file)) fail('picture-unknown', { file });
      if (!(await this.#unused(slug)).has(file)) fail('picture-used', { file });
      const trashed = trashFolder(slug, clock());
      await reportDiskErrors(async () => {
        makeStateFolder(join(stateFolder, 'trash'));
        await mkdir(join(stateFolder, trashed), { recursive: true });
        await move(join(folder, file), join(stateFolder, trashed, file));
      });
      await live.refresh([`content/${slug}/${file}`]);
      return `${trashed}/${file}`;
    });
  }

  /**
   * Moves a picture back from the trash, and returns its name. If another file has its name in the meantime, it
   * gets a number.
   */
  restore(slug: string, path: string): Promise<string> {
    const { deskFiles, live, stateFolder } = this.#studio;
    return deskFiles.inTurn(async () => {
      const folder = await this.#folderOf(slug);
      const found = listTrashed(stateFolder, slug).find((each) => each.path === path);
      if (found === undefined) return fail('picture-unknown', { file: basename(path) });
      const trashed = join(stateFolder, path);
      const { name, ext } = parse(found.file);
      const bytes = await readFile(trashed);
      const names = await readdir(folder);
      const file = await reportDiskErrors(() => writeNew(folder, names, name, ext.slice(1), bytes));
      await rm(trashed);
      await live.refresh([`content/${slug}/${file}`]);
      return file;
    });
  }

  /**
   * The names of the pictures that nothing uses: no language, and not the publication as its logo. A file that
   * cannot be read may use any.
   */
  async #unused(slug: string): Promise<ReadonlySet<string>> {
    const { live } = this.#studio;
    await live.upToDate(slug);
    const problems = live.allProblems(slug).filter(({ code }) => code === 'asset-unused');
    const files = problems.flatMap(({ file = '' }) => (live.publication?.logo.has(file) ? [] : file));
    return new Set(files.map((file) => file.slice(`content/${slug}/`.length)));
  }

  /**
   * The real path of the folder of an issue. Fails if there is no such issue, if it was renamed or deleted since the
   * publication was read, or if it is elsewhere.
   */
  async #folderOf(slug: string): Promise<string> {
    const { root, live } = this.#studio;
    const isUnknown = () => fail('issue-unknown', { slug, known: live.issues.map((each) => each.slug) });
    if (live.issue(slug) === undefined) return isUnknown();
    const content = await realpath(join(root, 'content'));
    const folder = await realpath(join(content, slug)).catch((error) => {
      if (isNotThere(error)) return isUnknown();
      throw error;
    });
    if (!folder.startsWith(content + sep)) return fail('studio-outside', { file: `content/${slug}` });
    return folder;
  }
}

/** In bytes; undefined if the file does not exist. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
}

/** The file of the same type that has these bytes. */
async function findSame(
  folder: string,
  names: readonly string[],
  type: string,
  bytes: Uint8Array,
): Promise<string | undefined> {
  for (const name of names.filter((each) => each.endsWith(`.${type}`))) {
    const path = join(folder, name);
    const facts = await stat(path);
    if (facts.isFile() && facts.size === bytes.length && (await readFile(path)).equals(bytes)) return name;
  }
  return undefined;
}

/** Writes a file under the first name that is free, also where names differ only in their case. */
async function writeNew(
  folder: string,
  names: readonly string[],
  name: string,
  type: string,
  bytes: Uint8Array,
): Promise<string> {
  const taken = new Set(names.map((each) => each.normalize('NFC').toLowerCase()));
  const temporary = join(folder, `.${process.pid}.part`);
  try {
    await writeFile(temporary, bytes);
    for (let number = 1; ; number += 1) {
      const file = numbered(name, number, type);
      if (!taken.has(file) && (await linkNew(temporary, join(folder, file)))) return file;
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Gives a file its name unless another program has taken it. Returns whether it did. */
async function linkNew(temporary: string, target: string): Promise<boolean> {
  try {
    await link(temporary, target);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code)) throw error;
    // This file system has no links. Only another program could have taken the name since it was read.
    await rename(temporary, target);
    return true;
  }
}

/** Moves a file. To another disk it is copied whole before the original is removed. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await writeFile(to, await readFile(from));
    await rm(from);
  }
}
