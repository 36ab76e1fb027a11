import {
  hashText,
  keptPath,
  type Original,
  printRecord,
  recordPath,
} from '../publication/originals/original.ts';
import type { PlannedFile } from './plan-options.ts';

/** A copy of a file of the package, with the text of the original. */
export interface Copy extends Omit<Original, 'sha256'> {
  readonly original: string;
}

/** Plans the kept texts of copies, and the record of these and of others that do not change. */
export function planRecord(others: readonly Original[], copies: readonly Copy[]): PlannedFile[] {
  const kept = others.filter(({ path }) => !copies.some((each) => each.path === path));
  const own = copies.map(({ original, ...rest }) => ({ ...rest, sha256: hashText(original) }));
  return [
    ...copies.map(({ path, original }) => ({ path: keptPath(path), content: original })),
    { path: recordPath, content: printRecord([...kept, ...own]) },
  ];
}
