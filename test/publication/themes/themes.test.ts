import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { readWithTheme } from '../../../pipeline/publication/newsletter/read-newsletter.ts';
import { templateLayersOf } from '../../../pipeline/publication/publication.ts';
import { readTemplates } from '../../../pipeline/publication/templates/read-templates.ts';
import { placed } from '../../editions/publish.ts';

const newsletter = `name: Tiny
description: Small news
url: https://tiny.example.org
sender: { address: news@example.org, postal: "Kade 1, Veermonde" }
languages: { source: en, editions: [en] }
`;
const shipped = {
  'templates/email/edition.hbs': 'package',
  'templates/email/parts/story.hbs': 'package',
  'templates/email/parts/lead.hbs': 'package',
  'themes/magazine/theme.yaml': 'light: { accent: "#1c5c48" }\nfonts: { text: Palatino }\n',
  'themes/magazine/templates/email/parts/story.hbs': 'magazine',
  'themes/magazine/templates/email/parts/lead.hbs': 'magazine',
  'themes/bulletin/theme.yaml': 'description: Text first\n',
};

async function read(theme: string, own: Readonly<Record<string, string>> = {}) {
  const roots = {
    package: memoryFiles(shipped),
    publication: memoryFiles({ 'newsletter.yaml': `${newsletter}${theme}\n`, ...own }),
  };
  const report = new Report();
  const found = await readWithTheme(roots.publication, roots.package, report);
  const folders = (found?.themes ?? []).map(({ folder }) => folder);
  const templates = await readTemplates(templateLayersOf(roots, folders), 'email', report);
  return {
    theme: found?.newsletter.theme,
    texts: Object.fromEntries([...templates].map(([name, { source }]) => [name, source.text])),
    problems: report.problems.map((problem) => `${placed(problem)} ${problem.message} ${problem.hint}`),
  };
}

describe('a theme', () => {
  it('gives values before the defaults, and templates before the package', async () => {
    const { theme, texts, problems } = await read('theme: magazine');
    expect(problems).toEqual([]);
    expect(theme).toMatchObject({
      from: 'magazine',
      light: { accent: '#1c5c48', surface: '#ffffff' },
      fonts: { text: 'Palatino', heading: "Georgia, 'Times New Roman', serif" },
    });
    expect(texts).toEqual({ edition: 'package', 'parts/story': 'magazine', 'parts/lead': 'magazine' });
  });

  it('is changed by the values and the templates of the publication', async () => {
    const own = { 'templates/email/parts/lead.hbs': 'publication' };
    const { theme, texts, problems } = await read(
      'theme: { from: magazine, light: { accent: "#9a3412" } }',
      own,
    );
    expect(problems).toEqual([]);
    expect(theme).toMatchObject({ light: { accent: '#9a3412' }, fonts: { text: 'Palatino' } });
    expect(texts).toEqual({ edition: 'package', 'parts/story': 'magazine', 'parts/lead': 'publication' });
  });

  it.each(['ours', 'themes/ours', './themes/ours/'])(
    'may be a folder of the publication, which begins with another: %s',
    async (name) => {
      const { theme, texts, problems } = await read(`theme: ${name}`, {
        'themes/ours/theme.yaml': 'from: magazine\nlight: { accent: "#7a1f3d" }\n',
        'themes/ours/templates/email/parts/lead.hbs': 'ours',
      });
      expect(problems).toEqual([]);
      expect(theme).toMatchObject({ light: { accent: '#7a1f3d' }, fonts: { text: 'Palatino' } });
      expect(texts).toEqual({ edition: 'package', 'parts/story': 'magazine', 'parts/lead': 'ours' });
    },
  );

  it('needs no values', async () => {
    const { texts, problems } = await read('theme: ours', {
      'themes/ours/templates/email/parts/lead.hbs': 'ours',
    });
    expect(problems).toEqual([]);
    expect(texts['parts/lead']).toBe('ours');
  });
});

describe('a mistake in a theme', () => {
  it.each([
    [
      'a misspelt name',
      'theme: magasine',
      {},
      ['invalid-value newsletter.yaml:6:8 There is no theme "magasine". Did you mean "magazine"?'],
    ],
    [
      'a name that is far from all',
      'theme: { from: ../secrets }',
      {},
      ['invalid-value newsletter.yaml:6:16 There is no theme "../secrets". Known names: bulletin, magazine.'],
    ],
    [
      'a theme that extends itself',
      'theme: a',
      { 'themes/a/theme.yaml': 'from: b\n', 'themes/b/theme.yaml': 'from: a\n' },
      [
        'invalid-value themes/b/theme.yaml:1:7 The theme "a" extends itself. Name another theme, or delete "from".',
      ],
    ],
    [
      'a misspelt field of its file',
      'theme: ours',
      { 'themes/ours/theme.yaml': 'fonts: { heading: Charter, texts: Charter }\n' },
      ['unknown-key themes/ours/theme.yaml:1:28 "texts" is not a field of "fonts". Did you mean "text"?'],
    ],
    [
      'a colour of its file that is hard to read',
      'theme: { from: ours, light: { line: "#cccccc" } }',
      { 'themes/ours/theme.yaml': 'from: magazine\nlight: { muted: "#aaaaaa" }\n' },
      [
        'theme-contrast themes/ours/theme.yaml:2:17 theme.light: muted on surface has a contrast of 2.3:1; it needs at least 4.5:1. Choose a darker or a lighter colour (WCAG 2.1, success criterion 1.4.3).',
        'theme-contrast themes/ours/theme.yaml:2:17 theme.light: muted on background has a contrast of 2.1:1; it needs at least 4.5:1. Choose a darker or a lighter colour (WCAG 2.1, success criterion 1.4.3).',
      ],
    ],
    [
      'a colour in newsletter.yaml that is hard to read in this theme',
      'theme: { from: magazine, light: { onAccent: "#2c6c58" } }',
      {},
      [
        'theme-contrast newsletter.yaml:6:45 theme.light: onAccent on accent has a contrast of 1.3:1; it needs at least 4.5:1. Choose a darker or a lighter colour (WCAG 2.1, success criterion 1.4.3).',
      ],
    ],
  ])('%s', async (_title, theme, own, expected) => {
    expect((await read(theme, own as Record<string, string>)).problems).toEqual(expected);
  });
});
