import { diskFiles } from '../foundation/files/disk-files.ts';
import { packageRoot } from '../foundation/program/context.ts';

/** The templates and interface texts of the package. */
export const packageFiles = diskFiles(packageRoot);
