import { cell } from './markdown.ts';

/** The index of all problem codes: each with its severity and its first sentence in docs/errors.md. */
export function problemsPage(
  catalogue: Readonly<Record<string, { readonly severity: string }>>,
  errors: string,
): string {
  const chapters = errors.split(/^## /m).slice(1);
  return [
    '# Problem codes',
    '',
    `All ${Object.keys(catalogue).length} codes by name. Each leads to its explanation, with an example and what to do.`,
    'An error stops the edition that it belongs to; a warning stops it only with `courant check --strict`; a note never',
    'does.',
    '',
    '| code | severity | meaning | about |',
    '| --- | --- | --- | --- |',
    ...chapters
      .flatMap((chapter) => {
        const [title = '', ...rest] = chapter.split('\n');
        const entries = rest.join('\n').split(/^### /m).slice(1);
        return entries.map((entry) => rowOf(entry, title, catalogue));
      })
      .sort(),
    '',
  ].join('\n');
}

function rowOf(
  entry: string,
  chapter: string,
  catalogue: Readonly<Record<string, { readonly severity: string }>>,
): string {
  const [name = '', ...rest] = entry.split('\n');
  const [, first = ''] = /^\*\w+\.\* (.*?\.)(?=\s+[A-Z`"]|\s*$)/s.exec(paragraphOf(rest)) ?? [];
  const meaning = first
    .replaceAll('\n', ' ')
    .replace(/\]\(/g, '](../')
    .replace(/\]\(\.\.\/#/g, '](../errors.md#');
  return `| [\`${name}\`](../errors.md#${name}) | ${catalogue[name]?.severity ?? ''} | ${cell(meaning)} | ${chapter} |`;
}

function paragraphOf(lines: readonly string[]): string {
  return lines.join('\n').trim().split('\n\n')[0] ?? '';
}
