import { editSource } from '../../foundation/edits/edit-source.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';
import { Report } from '../../foundation/problems/report.ts';
import { suggest } from '../../foundation/problems/suggest.ts';
import { keptPath, type Original } from '../../publication/originals/original.ts';
import { readOriginals } from '../../publication/originals/read-originals.ts';
import { parseTexts, printTexts, readVersions, textOf } from '../../publication/originals/read-versions.ts';
import { packageVersion } from '../../publication/package-version.ts';
import type { Roots } from '../../publication/publication.ts';
import type { PlannedFile } from '../plan-options.ts';
import { planRecord } from '../plan-record.ts';
import { type Ejectable, type InUse, listEjectable } from './list-ejectable.ts';

/**
 * Plans the copy of a template or a text in the publication, with the record of its original. Writes nothing.
 * Fails if there is no such template or text, or if the publication already has it.
 */
export async function planEject(roots: Roots, inUse: InUse, name: string): Promise<PlannedFile[]> {
  if (roots.package === roots.publication) fail('eject-itself', {});
  const known = await listEjectable(roots, inUse);
  const wanted = known.find((each) => each.name === plainName(name)) ?? refuse(name, known);
  const { from, path, keys } = wanted;
  await refuseOwn(roots, inUse, wanted);
  const original = (await textOf(roots.package, from)) ?? '';
  const own = await textOf(roots.publication, path);
  const texts = Object.fromEntries(keys.map((key) => [key, parseTexts(original)[key] ?? '']));
  const content = keys.length === 0 ? original : addTexts(path, own, texts);
  const report = new Report();
  const before = await readOriginals(roots.publication, report);
  if (report.errors > 0) throw new ProblemError(report.problems);
  const earlier = before.find((each) => each.path === path);
  const kept = keys.length === 0 ? original : await keptTexts(roots, earlier, texts);
  const version = await packageVersion(roots.package);
  return [{ path, content }, ...planRecord(before, [{ path, from, version, original: kept }])];
}

/** The name of a template, also if somebody has typed the path of its file. */
function plainName(name: string): string {
  return name
    .replace(/^\.?\//, '')
    .replace(/(^|\/)templates\//, '$1')
    .replace(/^locales\//, '')
    .replace(/(\.[a-z]+)?\.hbs$/, '');
}

function refuse(name: string, known: readonly Ejectable[]): never {
  const names = known.map((each) => each.name);
  const plain = plainName(name);
  const last = (each: string) => each.split('/').at(-1) ?? each;
  const sameEnd = names.filter((each) => last(each) === last(plain) && !each.startsWith('themes/'));
  const near = suggest(plain, names) ?? (sameEnd.length > 0 ? sameEnd.slice(0, 3).join('" or "') : undefined);
  const list = '"courant eject --list" prints all names.';
  return fail('eject-unknown', { name, hint: near === undefined ? list : `Did you mean "${near}"? ${list}` });
}

/** Refuses what the publication already has: in its own folder, or in a theme of its own that it uses. */
async function refuseOwn(roots: Roots, { themes }: InUse, { name, path, keys }: Ejectable): Promise<void> {
  const homes = ['', ...themes.filter(({ isOwn }) => isOwn).map((theme) => `${theme.path}/`)];
  for (const home of keys.length === 0 ? homes : ['']) {
    const file = `${home}${path}`;
    const own = await textOf(roots.publication, file);
    const has = keys.length === 0 || keys.some((key) => Object.hasOwn(parseTexts(own), key));
    if (own !== undefined && has) fail('eject-exists', { name, file });
  }
}

function addTexts(path: string, own: string | undefined, texts: Readonly<Record<string, string>>): string {
  if (own === undefined) return printTexts(texts);
  return Object.entries(texts).reduce(
    (text, [key, value]) => editSource(createSource(path, text), { kind: 'set', path: [key], value }),
    own,
  );
}

/**
 * The originals of the texts of this file that were ejected before, and these texts. Fails if somebody has
 * changed the earlier ones: with a new hash, the next upgrade would take them for Courant's.
 */
async function keptTexts(roots: Roots, earlier: Original | undefined, texts: object): Promise<string> {
  if (earlier === undefined) return printTexts(texts);
  const { path } = earlier;
  const { base, ours } = await readVersions(roots, earlier);
  // Somebody has deleted the file, and with it the texts that were ejected before.
  if (ours === undefined) return printTexts(texts);
  if (base === undefined)
    fail('original-damaged', { file: path }, { file: keptPath(path) }, { severity: 'error' });
  return printTexts({ ...parseTexts(base), ...texts });
}
