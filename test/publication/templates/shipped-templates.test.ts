import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { compileShippedTemplates } from '../../../packages/compile-templates.ts';
import { loadShared } from '../../../pipeline/check/load-shared.ts';
import { templateRules } from '../../../pipeline/check/template-rules.ts';
import { anchorTemplates } from '../../../pipeline/editions/anchors.ts';
import { diskFiles } from '../../../pipeline/foundation/files/disk-files.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { templateKinds } from '../../../pipeline/publication/publication.ts';
import { lintTemplates } from '../../../pipeline/publication/templates/lint-templates.ts';
import {
  openShippedTemplates,
  type TemplateSource,
} from '../../../pipeline/publication/templates/template-store.ts';

const home = join(import.meta.dirname, '../../..');
const newsletter = readFileSync(join(home, 'newsletter.yaml'), 'utf8').replace(
  /^(theme|extensions):[\s\S]*/m,
  '',
);
const folder = mkdtempSync(join(tmpdir(), 'courant-shipped-'));
const path = join(folder, 'shipped');

beforeAll(() => compileShippedTemplates(path));

afterAll(() => rmSync(folder, { recursive: true }));

/** Loads a publication with this theme, and with files of its own, as a new process does. */
async function load(theme: string, files: Readonly<Record<string, string>>, known: TemplateSource) {
  const roots = {
    package: diskFiles(home),
    publication: memoryFiles({ 'newsletter.yaml': `${newsletter}${stringify({ theme })}`, ...files }),
  };
  const report = new Report();
  const parse = vi.spyOn(Handlebars, 'parse');
  const publication = await loadShared(roots, report, { store: known });
  const parsed = parse.mock.calls.length;
  parse.mockRestore();
  if (publication === undefined) throw new Error(JSON.stringify(report.problems));
  const problems = report.problems.map(({ code, file, line }) => `${code} ${file}:${line}`);
  return { templates: publication.templates, problems, parsed };
}

type Loaded = Awaited<ReturnType<typeof load>>;

/** The code of each template, by kind and name. What is not known is compiled. */
function codeOf({ templates }: Loaded): Record<string, string> {
  const sets = [
    ...templateKinds.map((kind) => [kind, templates[kind], templateRules[kind].raw] as const),
    ['preview', anchorTemplates(templates.email), false] as const,
  ];
  return Object.fromEntries(
    sets.flatMap(([kind, set, raw]) =>
      [...set].map(([name, { program }]) => {
        const settings = { strict: true, noEscape: raw, preventIndent: true };
        const code = program.code?.(raw ? 'text' : 'html');
        return [
          `${kind}/${name}`,
          code ?? String(Handlebars.precompile(structuredClone(program.tree), settings)),
        ];
      }),
    ),
  );
}

/** The interface texts that the templates use, with their places. */
function usesOf({ templates }: Loaded, known: TemplateSource) {
  return templateKinds.flatMap((kind) => {
    // Other rules with the same names, because the linter remembers the last result of each.
    const uses = lintTemplates(templates[kind], { ...templateRules[kind] }, new Report(), [], known);
    return uses.map(({ key, values, place: { source, start, end } }) => [
      key,
      values,
      source.file,
      start,
      end,
    ]);
  });
}

const nothing = openShippedTemplates('');

describe('the templates that the package contains', () => {
  it.each(['gazette', 'magazine', 'bulletin'])('are those of %s, and none is parsed', async (theme) => {
    const shipped = openShippedTemplates(path);
    const loaded = await load(theme, {}, shipped);
    const expected = await load(theme, {}, nothing);
    expect(loaded.parsed).toBe(0);
    expect(expected.parsed).toBeGreaterThan(50);
    expect(codeOf(loaded)).toEqual(codeOf(expected));
    expect(usesOf(loaded, shipped)).toEqual(usesOf(expected, nothing));
    expect(loaded.problems).toEqual(expected.problems);
  });

  it.each([
    ['of its own', { 'templates/email/blocks/quote.mjml.hbs': '<mj-text>{{quote}}</mj-text>\n' }],
    ['with an unknown name', { 'templates/email/blocks/quote.mjml.hbs': '{{quote}}\n{{unknown}}\n' }],
    ['that cannot be parsed', { 'templates/email/blocks/quote.mjml.hbs': '{{quote' }],
    ['that no other includes', { 'templates/email/parts/idle.mjml.hbs': 'idle\n' }],
  ])('and a template %s are checked together', async (_, files) => {
    const shipped = openShippedTemplates(path);
    const loaded = await load('gazette', files, shipped);
    const expected = await load('gazette', files, nothing);
    expect(loaded.problems).toEqual(expected.problems);
    expect(codeOf(loaded)).toEqual(codeOf(expected));
    expect(usesOf(loaded, shipped)).toEqual(usesOf(expected, nothing));
  });

  it('are parsed and compiled where the file is damaged or missing', async () => {
    const damaged = join(folder, 'damaged');
    writeFileSync(damaged, readFileSync(path, 'utf8').replace('container', 'contained'));
    for (const file of [damaged, join(folder, 'missing')]) {
      const loaded = await load('gazette', {}, openShippedTemplates(file));
      expect(loaded.parsed).toBeGreaterThan(50);
    }
  });
});
