import type { Answers } from './answers.ts';
import type { PlanOptions } from './plan-options.ts';

const scripts = {
  start: 'courant studio',
  check: 'courant check',
  test: 'courant check && node --test',
  'test:update': 'node --test --test-update-snapshots',
};

/** Plans the publication's package.json. An existing file keeps its values and gets those that it lacks. */
export function planManifest({ name }: Answers, { manifest, version }: PlanOptions): string {
  const before =
    manifest === undefined ? {} : (JSON.parse(manifest) as Record<string, Record<string, string>>);
  const next = {
    ...(manifest === undefined && { name: packageName(name), private: true }),
    ...before,
    type: 'module',
    scripts: { ...scripts, ...before['scripts'] },
    dependencies: { ...before['dependencies'], courant: `^${version}` },
  };
  return `${JSON.stringify(next, null, 2)}\n`;
}

/** Derives a valid npm name: lower-case letters and digits, with hyphens between them. */
function packageName(name: string): string {
  const plain = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return plain.replace(/^-+|-+$/g, '') || 'newsletter';
}
