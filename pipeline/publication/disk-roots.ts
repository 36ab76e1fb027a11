import { diskFiles } from '../foundation/files/disk-files.ts';
import type { Roots } from './publication.ts';

/** The two roots on disk. Courant's own repository is a publication too; there, both are the same object. */
export function diskRoots(root: string, packageRoot: string): Roots {
  const publication = diskFiles(root);
  const isSame = withoutSlash(root) === withoutSlash(packageRoot);
  return { publication, package: isSame ? publication : diskFiles(packageRoot) };
}

function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}
