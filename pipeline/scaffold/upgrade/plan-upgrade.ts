import { useVersion } from '../../content/schema-address.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { parseJson } from '../../foundation/sources/parse-json.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { keptPath, type Original, recordPath } from '../../publication/originals/original.ts';
import { readOriginals } from '../../publication/originals/read-originals.ts';
import { readVersions, textOf } from '../../publication/originals/read-versions.ts';
import { packageVersion } from '../../publication/package-version.ts';
import type { Roots } from '../../publication/publication.ts';
import { type Copy, planRecord } from '../plan-record.ts';
import { moveKeys } from './move-keys.ts';
import type { MovedKey } from './moved-keys.ts';
import { type UpgradedCopy, upgradeCopy } from './upgrade-copy.ts';
import { upgradeManifest } from './upgrade-manifest.ts';

/** What an upgrade does with one file, in words for a person. */
export interface UpgradeStep {
  readonly path: string;
  readonly outcome: UpgradedCopy['outcome'] | 'moved';
  readonly detail: string;
}

/** A file to write. Undefined content means that the file is deleted. */
interface ChangedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly content: string | undefined;
}

/** Everything that an upgrade does, as plain data. */
export interface UpgradePlan {
  readonly version: string;
  readonly steps: readonly UpgradeStep[];
  /** The files that change. */
  readonly files: readonly ChangedFile[];
}

interface Part {
  readonly steps: readonly UpgradeStep[];
  readonly files: readonly Omit<ChangedFile, 'before'>[];
}

/**
 * Plans the changes that this version of Courant asks of a publication: to its copies of templates, texts and
 * workflows, to the keys of newsletter.yaml, and to the version in package.json. Writes nothing.
 */
export async function planUpgrade(
  roots: Roots,
  moves: readonly MovedKey[],
  report: Report,
): Promise<UpgradePlan> {
  const version = await packageVersion(roots.package);
  const parts = [
    await planCopies(roots, version, report),
    await planKeys(roots, moves, version, report),
    await planManifest(roots, version, report),
  ];
  const files: ChangedFile[] = [];
  // The record comes last: until it is written, a second run makes the same upgrade again.
  const planned = parts.flatMap((part) => part.files);
  const isRecord = ({ path }: { readonly path: string }) => path === recordPath;
  for (const { path, content } of [
    ...planned.filter((file) => !isRecord(file)),
    ...planned.filter(isRecord),
  ]) {
    const before = await textOf(roots.publication, path);
    if (content !== before) files.push({ path, before, content });
  }
  return { version, steps: parts.flatMap(({ steps }) => steps), files };
}

async function planCopies(roots: Roots, version: string, report: Report): Promise<Part> {
  const originals = await readOriginals(roots.publication, report);
  if (originals.length === 0) return { steps: [], files: [] };
  const steps: UpgradeStep[] = [];
  const files: Omit<ChangedFile, 'before'>[] = [];
  const unchanged: Original[] = [];
  const copies: Copy[] = [];
  for (const original of originals) {
    const { path, from } = original;
    const versions = await readVersions(roots, original);
    const { outcome, content } = upgradeCopy(path, versions, version, report);
    steps.push({ path, outcome, detail: explain(outcome, original, version) });
    if (content !== undefined) files.push({ path, content });
    if (outcome === 'stopped') unchanged.push(original);
    else if (outcome === 'original-deleted' || outcome === 'deleted')
      files.push({ path: keptPath(path), content: undefined });
    else copies.push({ path, from, version, original: versions.theirs ?? '' });
  }
  return { steps, files: [...files, ...planRecord(unchanged, copies)] };
}

function explain(outcome: UpgradedCopy['outcome'], { from, version }: Original, next: string): string {
  const change = `"${from}" has changed since ${version}`;
  return {
    current: 'nothing to do',
    updated: `${change}: replaced, because you had not changed your copy`,
    merged: `${change}: merged into your copy`,
    conflict: `${change}, in lines that you have changed too: choose between the marks`,
    'original-deleted': `Courant ${next} no longer has "${from}": the file is now entirely yours`,
    deleted: 'the copy is deleted, so Courant forgets its original',
    stopped: 'not merged: see the problem',
  }[outcome];
}

async function planKeys(
  roots: Roots,
  moves: readonly MovedKey[],
  version: string,
  report: Report,
): Promise<Part> {
  const path = 'newsletter.yaml';
  const before = await textOf(roots.publication, path);
  if (before === undefined) return { steps: [], files: [] };
  const { text, moved } = moveKeys(path, before, moves, report);
  const content = useVersion(text, version);
  const steps = moved.map(({ from, to, since }) => {
    const detail = `"${from.join('.')}" is called "${to.join('.')}" since ${since}`;
    return { path, outcome: 'moved' as const, detail };
  });
  const schema = { path, outcome: 'updated' as const, detail: 'names the schema of this version' };
  return { steps: content === text ? steps : [...steps, schema], files: [{ path, content }] };
}

async function planManifest({ publication }: Roots, version: string, report: Report): Promise<Part> {
  const path = 'package.json';
  const source = await readSource(publication, path, '{}', report);
  const tree = source && parseJson(source, report);
  const content = source && tree && upgradeManifest(source, tree.value, version);
  if (content === undefined) return { steps: [], files: [] };
  const detail = `asks for Courant ${version}`;
  return { steps: [{ path, outcome: 'updated', detail }], files: [{ path, content }] };
}
