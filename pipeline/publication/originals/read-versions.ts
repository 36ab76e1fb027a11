import type { Files } from '../../foundation/files/files.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import type { Roots } from '../publication.ts';
import { hashText, hasTexts, keptPath, type Original } from './original.ts';

/** The three texts that a merge needs. Undefined means that the file does not exist. */
export interface Versions {
  /**
   * The original as it was copied. Undefined also if somebody has changed the kept text since, unless it equals
   * the original in this version: a killed upgrade writes that text before the record.
   */
  readonly base: string | undefined;
  /** The original in this version of Courant. */
  readonly theirs: string | undefined;
  /** The file of the publication. */
  readonly ours: string | undefined;
}

/** Reads the texts of an original. For a locale file, the first two have only the copied texts. */
export async function readVersions(roots: Roots, { path, from, sha256 }: Original): Promise<Versions> {
  const kept = await textOf(roots.publication, keptPath(path));
  const theirs = await textOf(roots.package, from);
  const ours = await textOf(roots.publication, path);
  const keys = Object.keys(parseTexts(kept));
  const current = theirs && hasTexts(path) ? pickTexts(theirs, keys) : theirs;
  const isSound =
    kept !== undefined &&
    (hashText(kept) === sha256 || (current !== undefined && hashText(kept) === hashText(current)));
  const base = isSound && (!hasTexts(path) || isTexts(kept)) ? kept : undefined;
  if (!hasTexts(path) || base === undefined || ours === undefined) return { base, theirs, ours };
  // A text that somebody has deleted from the copy comes from Courant again.
  const own = keys.filter((key) => Object.hasOwn(parseTexts(ours), key));
  return { base: pickTexts(base, own), theirs: theirs && pickTexts(theirs, own), ours };
}

/** A locale file with only these texts. */
function pickTexts(text: string, keys: readonly string[]): string {
  const texts = parseTexts(text);
  const picked = keys.flatMap((key) => (Object.hasOwn(texts, key) ? [[key, texts[key]]] : []));
  return printTexts(Object.fromEntries(picked));
}

/** Whether a text is a JSON object, as every locale file is. */
function isTexts(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    // Such an original is of no use as the base of a merge.
    return false;
  }
}

/** The texts of a locale file; none if it is not a JSON object. */
export function parseTexts(text: string | undefined): Readonly<Record<string, string>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return isObject(value) ? (value as Record<string, string>) : {};
  } catch {
    return {}; // `readLocales` reports a file that is not JSON.
  }
}

/** Prints texts as a locale file. */
export const printTexts = (texts: object) => `${JSON.stringify(texts, null, 2)}\n`;

export async function textOf(files: Files, path: string): Promise<string | undefined> {
  const bytes = await files.read(path);
  return bytes && Buffer.from(bytes).toString('utf8');
}
