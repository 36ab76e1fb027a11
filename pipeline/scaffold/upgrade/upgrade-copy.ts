import { createSource } from '../../foundation/problems/place.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseJson } from '../../foundation/sources/parse-json.ts';
import { conflictsIn } from '../../publication/originals/check-originals.ts';
import { hashText, hasTexts, keptPath } from '../../publication/originals/original.ts';
import type { Versions } from '../../publication/originals/read-versions.ts';
import { mergeLines } from './merge-lines.ts';
import { mergeTexts } from './merge-texts.ts';

/**
 * The result of an upgrade for one copy:
 * - `current`: nothing to do
 * - `updated`: the copy was the same as the original, and becomes the new original
 * - `merged`: the copy gets the changes of the original
 * - `conflict`: the copy gets them with marks, because both have changed the same lines
 * - `original-deleted`: Courant no longer has the original, so the file belongs to the publication alone
 * - `deleted`: the publication no longer has the copy
 * - `stopped`: an earlier conflict is unresolved, or the kept text is damaged; nothing changes
 */
type Outcome = 'current' | 'updated' | 'merged' | 'conflict' | 'original-deleted' | 'deleted' | 'stopped';

export interface UpgradedCopy {
  readonly outcome: Outcome;
  /** The new text of the copy; undefined if it does not change. */
  readonly content?: string;
}

/** Brings a copy up to date with its original. Reports conflicts at their lines. */
export function upgradeCopy(
  path: string,
  { base, theirs, ours }: Versions,
  version: string,
  report: Report,
): UpgradedCopy {
  if (ours === undefined) return { outcome: 'deleted' };
  const isOpen = reportConflicts(path, ours, report);
  if (base === undefined) report.add('original-damaged', { file: path }, { file: keptPath(path) });
  if (base === undefined || isOpen) return { outcome: 'stopped' };
  if (theirs === undefined) return { outcome: 'original-deleted' };
  if (hashText(base) === hashText(theirs) || hashText(ours) === hashText(theirs))
    return { outcome: 'current' };
  if (hasTexts(path)) return upgradeTexts(path, { base, theirs, ours }, report);
  const { text, hasConflict } = mergeLines({ base, theirs, ours, version });
  reportConflicts(path, text, report);
  if (hasConflict) return { outcome: 'conflict', content: text };
  return { outcome: hashText(base) === hashText(ours) ? 'updated' : 'merged', content: text };
}

function reportConflicts(path: string, text: string, report: Report): boolean {
  const places = conflictsIn(createSource(path, text));
  for (const place of places) report.add('upgrade-conflict', { file: path }, place);
  return places.length > 0;
}

function upgradeTexts(
  path: string,
  versions: { readonly [Key in keyof Versions]: string },
  report: Report,
): UpgradedCopy {
  const { text, conflicts } = mergeTexts({ path, ...versions });
  const tree = parseJson(createSource(path, text), new Report());
  for (const { key, theirs } of conflicts)
    report.add('upgrade-text', { key, theirs }, tree?.placeOfKey([key]));
  return text === versions.ours ? { outcome: 'current' } : { outcome: 'merged', content: text };
}
