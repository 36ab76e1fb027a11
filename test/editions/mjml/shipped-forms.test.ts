import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compileForms } from '../../../packages/forms/compile-forms.ts';
import { MjmlForms } from '../../../pipeline/editions/mjml/forms.ts';
import { compileNew, createMjmlRenderer } from '../../../pipeline/editions/mjml/render-mjml.ts';
import { openShippedForms } from '../../../pipeline/editions/mjml/shipped-forms.ts';
import type { Files } from '../../../pipeline/foundation/files/files.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { withTexts } from '../another-language.ts';
import { repository } from '../publish.ts';
import { byMjml, mailsOf } from './mails-of.ts';

const home = join(import.meta.dirname, '../../..');
const newsletter = readFileSync(join(home, 'newsletter.yaml'), 'utf8').replace(/^theme:[\s\S]*/m, '');
const content = readdirSync(join(home, 'content'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\/.+\.\w+$/.test(path))
  .map((path) => [`content/${path}`, readFileSync(join(home, 'content', path))]);

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'courant-forms-'));
  await compileForms(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** This publication with another name and theme, and with files of its own. */
function publication(name: string, theme: unknown, files: Readonly<Record<string, string>> = {}): Files {
  return memoryFiles({
    ...Object.fromEntries(content),
    'newsletter.yaml': `${newsletter.replace('name: Courant', `name: ${name}`)}${stringify({ theme })}`,
    ...files,
  });
}

/** What shipped forms make of the mails of a publication, and how often they need MJML. */
async function byShipped(files: Files, from = folder) {
  const { mails: sent, theme } = await mailsOf(files);
  const { mails: shown } = await mailsOf(files, 'shown');
  const mails = [...sent, ...shown];
  let compiled = 0;
  const forms = new MjmlForms(async (text) => {
    compiled++;
    return compileNew(text);
  });
  const render = createMjmlRenderer({ shipped: openShippedForms(theme, from) }, forms);
  const made: unknown[] = [];
  for (const text of mails) made.push(await render({ text, origin: () => undefined }));
  const expected = await Promise.all(mails.map(async (text) => ({ html: await byMjml(text) })));
  return { made, expected, compiled };
}

const own = {
  light: {
    accent: '#ABCDEF',
    onAccent: '#012345',
    background: '#fefefe',
    surface: '#fefefe',
    text: '#000000',
  },
  dark: { accent: '#fedcba', surface: '#101010' },
  fonts: { heading: 'Didot, "Bodoni MT", serif', text: 'Ägypten-Pro, Georgia', label: 'Georgia' },
};

describe('the forms that the package contains', () => {
  describe.each(['gazette', 'magazine', 'bulletin'])('for the theme %s', (theme) => {
    it.each([
      ['as it is', 'Courant', theme],
      ['with a long name', 'Veermonder Handelsblad', theme],
      ['with other colours and fonts', 'Courant', { from: theme, ...own }],
    ])('give the HTML of MJML without MJML, %s', async (_, name, values) => {
      const { made, expected, compiled } = await byShipped(publication(name, values));
      expect(made).toHaveLength(12);
      expect(made).toEqual(expected);
      expect(compiled).toBe(0);
    });
  });

  it('are for languages that are written from right to left too, and not for Chinese letters', async () => {
    const { made, expected, compiled } = await byShipped(memoryFiles(await withTexts(repository)));
    expect(made).toEqual(expected);
    const { compiled: inOneLanguage } = await byShipped(
      memoryFiles(await withTexts(repository)),
      join(folder, 'none'),
    );
    expect(compiled).toBeLessThan(inOneLanguage);
  });

  it('are completed by MJML where a publication has its own blocks', async () => {
    const paragraph = '<mj-text css-class="own"><p>{{paragraph}}</p></mj-text>\n';
    const files = publication('Courant', 'gazette', {
      'templates/email/blocks/paragraph.mjml.hbs': paragraph,
    });
    const { made, expected, compiled } = await byShipped(files);
    expect(made).toEqual(expected);
    expect(compiled).toBeGreaterThan(0);
  });

  it('are left out where a publication has its own styles', async () => {
    const style = 'p { margin: 0; color: {{theme.light.accent}} }\n';
    const files = publication('Courant', 'gazette', {
      'templates/email/parts/theme-inline.mjml.hbs': style,
    });
    const { made, expected, compiled } = await byShipped(files);
    expect(made).toEqual(expected);
    expect(compiled).toBeGreaterThan(0);
  });

  it.each([
    ['empty', ''],
    ['that has no letter', '$&'],
    ['with spaces around it', ' Georgia '],
  ])('are left out for a font %s, which MJML changes', async (_, font) => {
    const theme = { from: 'magazine', fonts: { heading: font, label: font } };
    const { made, expected } = await byShipped(publication('Courant', theme));
    expect(made).toEqual(expected);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, -40)],
    ['changed', (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 5000 ? byte ^ 1 : byte)))],
  ])('are left out if their file is %s', async (_, damage) => {
    const damaged = mkdtempSync(join(tmpdir(), 'courant-forms-'));
    for (const name of readdirSync(folder))
      writeFileSync(join(damaged, name), damage(readFileSync(join(folder, name))));
    const { made, expected, compiled } = await byShipped(publication('Courant', 'gazette'), damaged);
    expect(made).toEqual(expected);
    expect(compiled).toBeGreaterThan(0);
    rmSync(damaged, { recursive: true });
  });
});
