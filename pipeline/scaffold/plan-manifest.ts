import { editSource } from '../foundation/edits/edit-source.ts';
import { createSource } from '../foundation/problems/place.ts';
import { isObject, valueAt } from '../foundation/sources/reading.ts';
import type { Answers } from './answers.ts';
import type { PlanOptions } from './plan-options.ts';

const scripts = {
  start: 'courant studio',
  check: 'courant check',
  test: 'courant check && node --test',
  'test:update': 'node --test --test-update-snapshots',
};

/**
 * Plans the publication's package.json. An existing file keeps its text, and gets the scripts and the dependency
 * that it lacks.
 */
export function planManifest({ name }: Answers, { manifest, version, hasMain }: PlanOptions): string {
  const dependencies = { courant: `^${version}` };
  if (manifest === undefined) {
    const own = { name: packageName(name), private: true, type: 'module', scripts, dependencies };
    return `${JSON.stringify(own, null, 2)}\n`;
  }
  const isDevelopment = valueAt(JSON.parse(manifest), ['devDependencies', 'courant']) !== undefined;
  const added = { scripts, ...(!isDevelopment && { dependencies }) };
  const isFresh = !hasMain && isMadeByNpm(JSON.parse(manifest));
  return Object.entries(added).reduce(
    (text, [group, entries]) => addTo(text, group, entries),
    isFresh ? editSource(createSource('package.json', manifest), asModule) : manifest,
  );
}

/** The script that "npm init" writes in place of a test. Nobody chose it, so it counts as missing. */
const noTest = 'echo "Error: no test specified" && exit 1';

/** Whether "npm init" wrote it, or "npm install" in an empty folder, which writes the dependencies only. */
const isMadeByNpm = (manifest: object) =>
  valueAt(manifest, ['scripts', 'test']) === noTest || Object.keys(manifest).join() === 'dependencies';

/** The default of npm is CommonJS, but an extension has `export`. */
const asModule = { kind: 'set', path: ['type'], value: 'module' } as const;

/** Adds the missing entries to an object of package.json. */
function addTo(text: string, group: string, entries: Readonly<Record<string, string>>): string {
  const source = createSource('package.json', text);
  const before = valueAt(JSON.parse(text), [group]);
  if (!isObject(before)) return editSource(source, { kind: 'set', path: [group], value: entries });
  const missing = Object.entries(entries).filter(
    ([key]) => !Object.hasOwn(before, key) || (key === 'test' && before[key] === noTest),
  );
  return missing.reduce(
    (current, [key, value]) =>
      editSource(createSource('package.json', current), { kind: 'set', path: [group, key], value }),
    text,
  );
}

/** Derives a valid npm name: lower-case letters and digits, with hyphens between them. */
function packageName(name: string): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-+|-+$/g, '') || 'newsletter';
}
