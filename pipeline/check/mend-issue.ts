import { isDeepStrictEqual } from 'node:util';
import { findSource } from '../content/find-source.ts';
import { readIssues } from '../content/read-issues.ts';
import { changeValue } from '../foundation/edits/change.ts';
import { editQuoted } from '../foundation/edits/edit-quoted.ts';
import { editSource } from '../foundation/edits/edit-source.ts';
import { applyEdits } from '../foundation/edits/text-edit.ts';
import type { Files } from '../foundation/files/files.ts';
import { overlayFiles } from '../foundation/files/overlay-files.ts';
import { createSource, type Place } from '../foundation/problems/place.ts';
import { type Mend, ProblemError } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { parseYaml } from '../foundation/sources/parse-yaml.ts';
import { isObject, valueAt } from '../foundation/sources/reading.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import type { Publication } from '../publication/publication.ts';
import { findInDocuments } from './check-issue.ts';
import type { Finding } from './rules/rule.ts';

/** A correction, and the line where it was made. */
export interface Mended {
  readonly code: string;
  readonly file: string;
  readonly line: number;
}

export interface MendedIssue {
  readonly mended: readonly Mended[];
  /** The new content of the files that changed, by path. Nothing has been written to disk. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Corrects all findings in an issue's files that have a safe correction, one after the other. If possible, a
 * correction changes only the bytes that its finding names. Correcting a source also updates the
 * translations' records of it, so that no translation becomes stale.
 */
export async function mendIssue(files: Files, publication: Publication, slug: string): Promise<MendedIssue> {
  const changed: Record<string, string> = {};
  const mended: Mended[] = [];
  const refused = new Set<string>();
  while (true) {
    const now = overlayFiles(files, changed);
    const next = await findNext(now, publication, slug, (each) => isOpen(each, refused));
    if (next === undefined) return { mended, files: new Map(Object.entries(changed)) };
    const after = await mendOne(now, publication, slug, next);
    if (after === undefined) {
      refused.add(keyOf(next));
      continue;
    }
    mended.push(describe(next));
    Object.assign(changed, after);
  }
}

/** A problem that a person wants to have corrected. */
interface WantedMend {
  readonly code: string;
  readonly file: string;
  readonly mend: Mend;
}

/**
 * Corrects a single problem. Does nothing if the file no longer has this problem, or if the text with the
 * problem has changed.
 */
export async function mendProblem(
  files: Files,
  publication: Publication,
  slug: string,
  { code, file, mend }: WantedMend,
): Promise<MendedIssue> {
  const isWanted = (each: Finding) =>
    each.code === code && 'source' in each.at && each.at.source.file === file && isSame(each.mend, mend);
  const found = await findNext(files, publication, slug, isWanted);
  const after = found && (await mendOne(files, publication, slug, found));
  if (found === undefined || after === undefined) return { mended: [], files: new Map() };
  return { mended: [describe(found)], files: new Map(Object.entries(after)) };
}

const isSame = (one: Mend | undefined, other: Mend) =>
  one?.text === other.text && one.by === other.by && isDeepStrictEqual(one.path, other.path);

/** A finding in a source that is in memory, with its correction. */
type Mendable = Finding & { readonly at: Place; readonly mend: Mend };

async function findNext(
  files: Files,
  publication: Publication,
  slug: string,
  isWanted: (finding: Finding) => boolean,
): Promise<Mendable | undefined> {
  const [issue] = await readIssues(files, publication.newsletter, [slug], new Report());
  const found = issue ? findInDocuments(publication, issue) : [];
  return found.find((each): each is Mendable => isMendable(each) && isWanted(each));
}

const isMendable = ({ mend, at }: Finding) => mend !== undefined && 'source' in at;

/** The files after one correction; undefined if it cannot be made. */
async function mendOne(
  files: Files,
  { newsletter }: Publication,
  slug: string,
  { at, mend }: Mendable,
): Promise<Record<string, string> | undefined> {
  const { file, text } = at.source;
  const after = apply(at, mend);
  if (after === undefined || after === text) return undefined;
  const before = String(valueAt(parsed(file, text), mend.path));
  // The text of a source lacks the byte order mark, so it must be added again.
  const mark = hasByteOrderMark(await files.read(file)) ? '\ufeff' : '';
  const original = await findSource(files, slug, newsletter.languages);
  const isSource = file === `content/${slug}/${original}.yaml`;
  const records = isSource ? await followRecords(files, slug, before, mend.text) : {};
  return { [file]: mark + after, ...records };
}

const hasByteOrderMark = (bytes: Uint8Array | undefined) =>
  bytes?.[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const describe = ({ code, at: { source, start } }: Mendable): Mended => ({
  code,
  file: source.file,
  line: source.position(start).line,
});

const isOpen = (finding: Finding, refused: ReadonlySet<string>) => !refused.has(keyOf(finding));

const keyOf = ({ code, at, mend }: Finding) =>
  JSON.stringify([code, 'source' in at && at.source.file, mend?.path, mend?.text]);

/**
 * The file after a correction. Changes only the part that the finding names if possible, otherwise the whole
 * text of the value. Undefined if neither works.
 */
function apply({ source, start, end }: Place, { path, text, by }: Mend): string | undefined {
  const reading = parseYaml(source, new Report());
  if (reading === undefined) return undefined;
  const before = valueAt(reading.tree.value, path);
  // Within single quotes, an apostrophe is written twice.
  const isSingle = source.text[reading.tree.extent(path).start] === "'";
  const written = isSingle ? by?.replaceAll("'", "''") : by;
  const edits = [
    written === undefined ? undefined : applyEdits(source.text, [{ start, end, text: written }]),
    typeof before === 'string' ? editQuoted(source.text, reading.tree.place(path), before, text) : undefined,
  ];
  const old = parsed(source.file, source.text);
  const wanted = [
    changeValue(structuredClone(old), { kind: 'set', path, value: text }),
    // Aliases repeat a text, so the correction applies to all of them.
    replaceTexts(old, before, text),
  ];
  for (const edited of edits) {
    if (edited === undefined) continue;
    const result = parsed(source.file, edited);
    if (wanted.some((each) => isDeepStrictEqual(result, each))) return edited;
  }
  try {
    return editSource(source, { kind: 'set', path, value: text });
  } catch (error) {
    if (error instanceof ProblemError) return undefined;
    throw error;
  }
}

/** A copy of the value in which each text equal to `before` is replaced with `after`. */
function replaceTexts(value: unknown, before: unknown, after: string): unknown {
  if (value === before) return after;
  if (Array.isArray(value)) return value.map((each) => replaceTexts(each, before, after));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, replaceTexts(each, before, after)]),
  );
}

/** The file as plain objects, which can be compared. */
function parsed(file: string, text: string): unknown {
  return structuredClone(parseYaml(createSource(file, text), new Report())?.tree.value);
}

/** The records that contain a text of the source, updated with its new wording. */
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

/** The paths of all texts that equal this text. */
function pathsOf(value: unknown, text: string, path: Path = []): Path[] {
  if (value === text) return [path];
  if (typeof value !== 'object' || value === null) return [];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) =>
    pathsOf((value as Record<string | number, unknown>)[step], text, [...path, step]),
  );
}
