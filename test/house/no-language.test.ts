import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

function filesBelow(folder: string, extension: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort();
}

/** Code without its comments, which may speak of languages. */
function codeOf(file: string): string {
  return readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/.*$/gm, '');
}

/** Where a language stands as the name of one, with the reason why it may. */
const allowed: Readonly<Record<string, string>> = {
  'pipeline/publication/newsletter/check-newsletter.ts':
    'Asks Intl whether it knows a time zone, in any language.',
};

describe('nothing about a language stands in code or templates', () => {
  it('no language is named in code', () => {
    const named = filesBelow('pipeline', '.ts')
      .filter((file) => /(['"`])(en|nl|en-[A-Z]{2}|nl-[A-Z]{2})\1/.test(codeOf(file)))
      // What the commands and the studio say to those who run them is English throughout.
      .filter(
        (file) =>
          allowed[file] === undefined &&
          !/^pipeline\/(commands|dispatches|studio|foundation\/(?:program|problems))\//.test(file),
      );
    expect(named).toEqual([]);
  });

  it('no template has words between its tags, or in an attribute that is read', () => {
    const templates = filesBelow('templates', '.hbs').filter((file) => !file.endsWith('.css.hbs'));
    const withWords = templates.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8')
        .replace(/\{\{!--[\s\S]*?--\}\}|<!--[\s\S]*?-->/g, '')
        .replace(/<(mj-style|mj-html-attributes|style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '')
        .replace(/\{\{\{?[^}]*\}?\}\}/g, '');
      const read = [...text.matchAll(/\b(?:alt|title|aria-label|placeholder)="([^"]*)"/g)].map(
        ([, value = '']) => value,
      );
      const shown = text.replace(/<[^>]*>/g, ' ').replace(/&(?:#\w+|\w+);/g, ' ');
      return [shown, ...read]
        .flatMap((words) => words.match(/\p{L}{2,}/gu) ?? [])
        .map((word) => `${file}: ${word}`);
    });
    expect(withWords).toEqual([]);
  });
});
