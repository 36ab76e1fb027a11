import { createHash } from 'node:crypto';

/**
 * A file of the publication that began as a copy of one of the package: an ejected template, ejected texts,
 * or a workflow that `courant init` wrote. Git keeps the text of the original as it was then, because a
 * three-way merge needs it.
 */
export interface Original {
  /** The file of the publication, such as `templates/email/parts/masthead.mjml.hbs`. */
  readonly path: string;
  /** The file of the package that it was copied from. */
  readonly from: string;
  /** The version of Courant that the copy corresponds to. */
  readonly version: string;
  /** The hash of the kept text. It shows whether somebody has changed that text. */
  readonly sha256: string;
}

/** The record of all originals, in the publication. */
export const recordPath = 'originals/record.json';

/**
 * The path of the kept text. The suffix keeps it from having an effect: Node runs no test in it, git reads no
 * rules from it, and no formatter changes it.
 */
export const keptPath = (path: string) => `originals/${path}.base`;

/** Only single texts of a locale file are copied, so its kept text has only these. */
export const hasTexts = (path: string) => path.startsWith('locales/');

/** Hashes a text. Line endings do not count, because git may change them on another system. */
export function hashText(text: string): string {
  return createHash('sha256').update(toLines(text).join('\n')).digest('hex');
}

/** The lines of a text without their line endings. */
export const toLines = (text: string) => text.split(/\r?\n/);

/** The record as a file, sorted by path so that git merges it well. */
export function printRecord(originals: readonly Original[]): string {
  const sorted = originals.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted.map(({ path, ...rest }) => [path, rest])), null, 2)}\n`;
}
