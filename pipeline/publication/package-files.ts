import { diskFiles } from '../foundation/files/disk-files.ts';
import { packageRoot } from '../foundation/program/context.ts';

/** What Courant ships: its templates and interface texts. */
export const packageFiles = diskFiles(packageRoot);
