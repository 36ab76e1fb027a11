import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The licences whose only condition for a bundle is that it contains their text. */
const permissive = ['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause'];

/** The file of `mjml-browser` contains code of these packages, but not their licences. */
const insideMjml = [
  ...['@babel/runtime', 'base64-js', 'buffer', 'detect-node', 'ieee754', 'js-beautify', 'juice', 'lodash'],
  ...['mensch', 'path-browserify', 'process', 'slick', 'web-resource-inliner'],
];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

/**
 * Prints the licences of the packages in these folders, as the bundle must contain them. Throws if a licence has
 * other conditions. Of a package without a licence file, this prints its licence and its author.
 */
export function printNotices(bundled: readonly string[]): string {
  const modules = bundled.find((folder) => basename(folder) === 'mjml-browser');
  const inside = modules === undefined ? [] : insideMjml.map((name) => join(dirname(modules), name));
  const folders = [...new Set([...bundled, ...inside])].sort();
  const notices = folders.map((folder) => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    const { name, version, license = 'none' } = manifest;
    if (!isPermissive(license)) throw new Error(`${name} has the licence "${license}".`);
    return `${name} ${version} (${license})\n\n${readLicence(folder) ?? copyrightOf(manifest)}\n`;
  });
  const title = `The files of this folder contain code of these ${folders.length} packages.\n`;
  return [title, ...notices].join(`\n${'-'.repeat(80)}\n\n`);
}

/** Whether all parts of an expression are permissive. A package may add the address of its licence: `MIT (https://…)`. */
function isPermissive(license: string): boolean {
  const ids = license.replace(/ \(http[^)]*\)$/, '').split(' AND ');
  return ids.every((id) => permissive.includes(id));
}

function readLicence(folder: string): string | undefined {
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return file && readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
}

function copyrightOf({ author = '' }: Manifest): string {
  return `Copyright ${typeof author === 'string' ? author : author.name}`;
}
