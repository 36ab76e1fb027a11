import { diskFiles } from '../foundation/files/disk-files.ts';
import type { Roots } from '../publication/publication.ts';

/** The two roots on disk; one and the same where Courant's own repository is the publication. */
export function diskRoots(root: string, packageRoot: string): Roots {
  const publication = diskFiles(root);
  return { publication, package: root === packageRoot ? publication : diskFiles(packageRoot) };
}
