import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source-files.ts';

const statement =
  /^(?:import|export)\s+(?!type\s)(?:(?:\{[^}]*\}|\*(?:\s+as\s+\w+)?|[\w$]+(?:\s*,\s*\{[^}]*\})?)\s+from\s+)?'([^']+)'/gm;

/** Everything that Node loads with these files: paths in the repository, and names of packages. */
function loadedWith(entries: readonly string[]): Set<string> {
  const loaded = new Set(entries);
  for (const file of loaded) {
    if (!file.endsWith('.ts')) continue;
    const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, target = ''] of text.matchAll(statement))
      loaded.add(target.startsWith('.') ? posix.join(dirname(file), target) : target);
  }
  return loaded;
}

const packagesIn = (loaded: ReadonlySet<string>) =>
  [...loaded].filter((each) => !each.startsWith('pipeline/') && !each.startsWith('node:')).sort();

const start = ['pipeline/cli.ts', 'pipeline/main.ts'];

/** The modules that `courant send` imports when it runs, for an issue that has not changed since it was rendered. */
const send = [
  'commands/send',
  'commands/send-to-all',
  'foundation/files/state-folder',
  'dispatches/delivery-options',
  'delivery/run/settings',
  'delivery/smtp/smtp-transport',
  'delivery/plan/plan-dispatch',
  'delivery/plan/record-plan',
  'delivery/deliver',
  'messages/composer',
  'messages/dkim-keys',
  'messages/return-path',
  'state/find-place',
  'state/high-water-mark',
  'store/open-store',
  'store/open-sqlite',
  'subscribers/open-suppression-list',
].map((name) => `pipeline/${name}.ts`);

test('the command line starts with no package besides the one that reads it', () => {
  expect(packagesIn(loadedWith(start))).toEqual(['commander', 'fastest-levenshtein']);
});

test('sending an issue that has not changed loads no package that reads, checks or renders issues', () => {
  expect(packagesIn(loadedWith([...start, ...send]))).toEqual([
    'commander',
    'fastest-levenshtein',
    'kysely',
    'nodemailer/lib/smtp-connection',
  ]);
});

test('an archive and a check of an unchanged publication load no package besides', () => {
  const archive = ['commands/archive', 'site/update-site', 'site/site-source', 'site/build-times'];
  const check = ['commands/check', 'commands/kept-checks'];
  const loaded = loadedWith([...start, ...[...archive, ...check].map((name) => `pipeline/${name}.ts`)]);
  expect(packagesIn(loaded)).toEqual(['commander', 'fastest-levenshtein']);
});

test('the first view of the studio loads no package that reads mails or checks editions', () => {
  const studio = ['commands/studio', ...['start', 'open'].map((name) => `studio/server/${name}-studio`)];
  const routes = 'studio/server/create-studio-app';
  const loaded = loadedWith([...start, ...[...studio, routes].map((name) => `pipeline/${name}.ts`)]);
  expect(packagesIn(loaded)).toEqual([
    '@hono/node-server',
    'commander',
    'diff',
    'fastest-levenshtein',
    'handlebars',
    'hono',
    'hono/cookie',
    'hono/http-exception',
    'hono/streaming',
    'i18next',
    'mdast-util-from-markdown',
    'micromark-extension-gfm-autolink-literal',
    'yaml',
    'zod',
  ]);
});

test('the process that draws loads no package before sharp', () => {
  expect(packagesIn(loadedWith(['pipeline/editions/draw-process.ts']))).toEqual([]);
});
