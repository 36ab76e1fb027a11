import { isDeepStrictEqual } from 'node:util';
import { readIssues } from '../content/read-issues.ts';
import { changeValue } from '../foundation/edits/change.ts';
import { editSource } from '../foundation/edits/edit-source.ts';
import { applyEdits } from '../foundation/edits/text-edit.ts';
import type { Files } from '../foundation/files/files.ts';
import { overlayFiles } from '../foundation/files/overlay-files.ts';
import { createSource, type Place } from '../foundation/problems/place.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { valueAt } from '../foundation/sources/reading.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import type { Publication } from '../publication/publication.ts';
import { findInDocuments } from './check-issue.ts';
import type { Finding, Mend } from './rules/rule.ts';

/** A mend, with the line where it was made. */
export interface Mended {
  readonly code: string;
  readonly file: string;
  readonly line: number;
}

export interface MendedIssue {
  readonly mended: readonly Mended[];
  /** The files that changed, by path, with their new content. Nothing has been written. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Mends the findings in the files of an issue that are safe to mend, one after the other. If possible, only
 * the bytes that a finding names change. The record of a translation follows its source, so that no
 * translation becomes stale.
 */
export async function mendIssue(files: Files, publication: Publication, slug: string): Promise<MendedIssue> {
  const changed: Record<string, string> = {};
  const mended: Mended[] = [];
  const refused = new Set<string>();
  while (true) {
    const now = overlayFiles(files, changed);
    const [issue] = await readIssues(now, publication.newsletter, [slug], new Report());
    const next = issue && findInDocuments(publication, issue).find((each) => isOpen(each, refused));
    if (next?.mend === undefined || !('source' in next.at))
      return { mended, files: new Map(Object.entries(changed)) };
    const { source, start } = next.at;
    const after = apply(next.at, next.mend);
    if (after === undefined || after === source.text) {
      refused.add(keyOf(next));
      continue;
    }
    const before = String(valueAt(parsed(source.file, source.text), next.mend.path));
    changed[source.file] = after;
    mended.push({ code: next.code, file: source.file, line: source.position(start).line });
    Object.assign(changed, await followRecords(now, slug, before, next.mend.text));
  }
}

const isOpen = (finding: Finding, refused: ReadonlySet<string>) =>
  finding.mend !== undefined && 'source' in finding.at && !refused.has(keyOf(finding));

const keyOf = ({ code, at, mend }: Finding) =>
  JSON.stringify([code, 'source' in at && at.source.file, mend?.path, mend?.text]);

/** The file after a mend: only the finding's range, else the whole text; undefined if neither is possible. */
function apply({ source, start, end }: Place, { path, text, by }: Mend): string | undefined {
  const { file } = source;
  if (by !== undefined) {
    const edited = applyEdits(source.text, [{ start, end, text: by }]);
    const expected = changeValue(parsed(file, source.text), {
      kind: 'set',
      path,
      value: text,
    });
    if (isDeepStrictEqual(parsed(file, edited), expected)) return edited;
  }
  try {
    return editSource(source, { kind: 'set', path, value: text });
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

/** As plain objects, which can be compared. */
function parsed(file: string, text: string): unknown {
  return structuredClone(parseYaml(createSource(file, text), new Report())?.tree.value);
}

/** The records that contain a text of the source, updated to its new text. */
async function followRecords(
  files: Files,
  slug: string,
  before: string,
  after: string,
): Promise<Record<string, string>> {
  const followed: Record<string, string> = {};
  for (const { name } of await files.list(`content/${slug}`)) {
    if (!name.endsWith('.source.yaml')) continue;
    const file = `content/${slug}/${name}`;
    let text = Buffer.from((await files.read(file)) ?? []).toString();
    for (const path of pathsOf(parsed(file, text), before)) {
      text = editSource(createSource(file, text), { kind: 'set', path, value: after });
      followed[file] = text;
    }
  }
  return followed;
}

/** The paths of all texts that equal this one. */
function pathsOf(value: unknown, text: string, path: Path = []): Path[] {
  if (value === text) return [path];
  if (typeof value !== 'object' || value === null) return [];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) =>
    pathsOf((value as Record<string | number, unknown>)[step], text, [...path, step]),
  );
}
