import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** The bytes of a file; undefined if it does not exist. */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
}

/** The text of a file; undefined if it does not exist. */
export function readTextIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isNotThere(error)) return undefined;
    throw error;
  }
}

/** Whether the error says that the file or folder does not exist. */
export function isNotThere(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
