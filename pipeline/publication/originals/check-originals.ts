import { createSource, type Place, type Source } from '../../foundation/problems/place.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseJson } from '../../foundation/sources/parse-json.ts';
import type { Roots } from '../publication.ts';
import { hashText, hasTexts, keptPath, type Original, toLines } from './original.ts';
import { readOriginals } from './read-originals.ts';
import { parseTexts, readVersions } from './read-versions.ts';

/**
 * Reports the copies whose original has changed since in Courant, and those with a conflict of an upgrade that
 * nobody has resolved yet.
 */
export async function checkOriginals(roots: Roots, report: Report): Promise<void> {
  // In Courant's own repository, every file is the original.
  if (roots.package === roots.publication) return;
  for (const original of await readOriginals(roots.publication, report))
    await checkOriginal(roots, original, report);
}

async function checkOriginal(roots: Roots, original: Original, report: Report): Promise<void> {
  const { path, from, version } = original;
  const { base, theirs, ours } = await readVersions(roots, original);
  // Somebody has deleted the copy, so Courant uses the original again.
  if (ours === undefined) return;
  const source = createSource(path, ours);
  for (const place of conflictsIn(source)) report.add('upgrade-conflict', { file: path }, place);
  if (base === undefined) report.add('original-damaged', { file: path }, { file: keptPath(path) });
  else if (theirs === undefined)
    report.add('original-changed', { from, version, isGone: true }, lineAt(source, 1));
  else if (hashText(base) !== hashText(theirs))
    report.add('original-changed', { from, version, isGone: false }, placeOfChange(source, base, theirs));
}

/** The lines with which a conflict begins, as `courant upgrade` and git write them. */
export function conflictsIn(source: Source): Place[] {
  return toLines(source.text).flatMap((line, at) => (/^<{7} /.test(line) ? [lineAt(source, at + 1)] : []));
}

/** The first line or text of the copy that the change of the original concerns. */
function placeOfChange(source: Source, base: string, theirs: string): Place {
  if (hasTexts(source.file)) {
    const [before, after] = [parseTexts(base), parseTexts(theirs)];
    const key = Object.keys(before).find((each) => before[each] !== after[each]) ?? '';
    return parseJson(source, new Report())?.place([key]) ?? lineAt(source, 1);
  }
  const [before, after, ours] = [toLines(base), toLines(theirs), toLines(source.text)];
  const first = before.findIndex((line, at) => line !== after[at]);
  const at = ours.indexOf(before[first] ?? '');
  return lineAt(source, at < 0 ? 1 : at + 1);
}

function lineAt(source: Source, line: number): Place {
  const start = source.offset(line);
  return { source, start, end: start + (source.line(line)?.length ?? 0) };
}
