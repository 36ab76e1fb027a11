import { createHash } from 'node:crypto';
import type { Files } from '../foundation/files/files.ts';
import { diskRoots } from '../publication/disk-roots.ts';
import type { Roots } from '../publication/publication.ts';
import { createFileHashes, type FileHashes, isListed, type KnownFile } from './hash-files.ts';

type Known = Readonly<Record<string, KnownFile>>;

/** Where the sources of a site come from. */
export interface SiteSource {
  readonly roots: Roots;
  /**
   * The hashes of the publication's files and of the package's. In Courant's own repository, both are the
   * same object.
   */
  hashes(known: { readonly known: Known; readonly knownOfPackage: Known }): SiteHashes;
  /**
   * The folders on disk, which other threads can open too. If they are missing, one thread renders
   * everything.
   */
  readonly folders?: { readonly root: string; readonly packageRoot: string };
}

export interface SiteHashes {
  readonly files: FileHashes;
  readonly packageFiles: FileHashes;
}

/** A publication on disk. Files that have not changed since the last build are not read again. */
export function diskSource(root: string, packageRoot: string): SiteSource {
  const roots = diskRoots(root, packageRoot);
  return {
    roots,
    hashes({ known, knownOfPackage }) {
      const now = Date.now();
      const files = createFileHashes(root, known, now);
      const isSame = roots.package === roots.publication;
      return { files, packageFiles: isSame ? files : createFileHashes(packageRoot, knownOfPackage, now) };
    },
    folders: { root, packageRoot },
  };
}

/** A publication in memory or in some other file system. */
export function filesSource(roots: Roots): SiteSource {
  return {
    roots,
    hashes() {
      const files = hashesOf(roots.publication);
      return {
        files,
        packageFiles: roots.package === roots.publication ? files : hashesOf(roots.package),
      };
    },
  };
}

function hashesOf(files: Files): FileHashes {
  const list = async (folder: string): Promise<string[]> => {
    const entries = (await files.list(folder)).filter(({ name, kind }) => isListed(name, kind !== 'folder'));
    const paths = entries
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(async ({ name, kind }) => {
        const path = `${folder}/${name}`;
        return kind === 'folder' ? list(path) : kind === 'file' ? [path] : [];
      });
    return (await Promise.all(paths)).flat();
  };
  return {
    list,
    async hash(path) {
      const bytes = await files.read(path);
      return bytes && createHash('sha256').update(bytes).digest('hex');
    },
    known: () => ({}),
  };
}
