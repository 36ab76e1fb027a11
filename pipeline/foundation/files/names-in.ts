import { readdirSync } from 'node:fs';
import { isNotThere } from './read-if-there.ts';

/** The names of the files and folders in a folder; none if it does not exist. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isNotThere(error)) return [];
    throw error;
  }
}
