import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseDocument } from 'yaml';
import type { ClientData, FeatureSupport } from './can-i-email.ts';

/**
 * Renews `can-i-email.json` from a clone of Can I Email:
 *
 *     git clone --depth 1 https://github.com/hteumeuleu/caniemail
 *     npm run can-i-email -- caniemail
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder of a clone of github.com/hteumeuleu/caniemail.');

const features = Object.fromEntries(
  readdirSync(join(folder, '_features'))
    .filter((name) => /^(css|html|image)-/.test(name))
    .toSorted()
    .map((name) => [
      name.replace(/\.md$/, ''),
      readFeature(readFileSync(join(folder, '_features', name), 'utf8')),
    ]),
);
const git = (...args: string[]) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trim();
const names = parse(readFileSync(join(folder, '_data/nicenames.yml'), 'utf8')) as Pick<
  ClientData,
  'family' | 'platform'
>;
const data: ClientData = {
  source: 'https://www.caniemail.com',
  licence: 'MIT, copyright (c) 2019 R\u00e9mi Parmentier',
  commit: git('rev-parse', 'HEAD'),
  date: git('log', '-1', '--format=%cs'),
  family: names.family,
  platform: names.platform,
  features,
};
// One feature per line, so that the difference between two versions is easy to read.
const lines = Object.entries(features).map(
  ([name, feature]) => `    ${JSON.stringify(name)}: ${JSON.stringify(feature)}`,
);
const head = JSON.stringify({ ...data, features: {} }, undefined, 2).replace(/\{\}\n\}$/, '{\n');
writeFileSync(new URL('can-i-email.json', import.meta.url), `${head}${lines.join(',\n')}\n  }\n}\n`);

/**
 * Reads the front matter of a feature's page. It is almost YAML: some files have tabs, or a map without
 * indentation.
 */
function readFeature(page: string): FeatureSupport {
  const [, front = ''] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(page) ?? [];
  const own =
    /^(title|description|category|keywords|last_test_date|test_url|test_results_url|stats|notes|notes_by_num|links|tags|code_sample)\w*:/;
  const indented = front
    .split(/\r?\n/)
    .map((line) => (own.test(line) || line === '}' ? line : `  ${line.replaceAll('\t', '  ')}`));
  // Use maps: an object would sort version 16 before version 10.3.
  const document = parseDocument(indented.join('\n'), { strict: false }).toJS({ mapAsMap: true }) as Front;
  const support = [...document.get('stats')].flatMap(([family, platforms]) =>
    [...(platforms ?? [])].map(([platform, versions]) => {
      const latest = [...(versions?.values() ?? [])].at(-1) ?? 'u';
      return [`${family}.${platform}`, latest.slice(0, 1)] as const;
    }),
  );
  const clientsWith = (letter: string) =>
    support.flatMap(([client, said]) => (said === letter ? [client] : []));
  return { title: document.get('title').trim(), no: clientsWith('n'), partly: clientsWith('a') };
}

interface Front {
  get(key: 'title'): string;
  /**
   * Maps family, platform and version (oldest first) to the support: `y`, `a` (partly), `n` or `u`, with
   * notes.
   */
  get(key: 'stats'): Map<string, Map<string, Map<string, string> | null> | null>;
}
