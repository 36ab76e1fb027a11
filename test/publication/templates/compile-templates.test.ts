import { expect, test } from 'vitest';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { compileTemplates } from '../../../pipeline/publication/templates/compile-templates.ts';
import { readTemplates } from '../../../pipeline/publication/templates/read-templates.ts';
import type { CodeKind } from '../../../pipeline/publication/templates/template-store.ts';

test('a template is compiled once for all saves of other files, for all languages, and for HTML and for text', async () => {
  const texts = { 'templates/mail/main.hbs': 'Dear {{> name}}', 'templates/mail/name.hbs': '{{name}}' };
  const files = memoryFiles(texts);
  const compiled: string[] = [];
  const store = {
    isSound: () => false,
    keepSound() {},
    code: () => undefined,
    keepCode: (text: string, kind: CodeKind) => void compiled.push(`${kind}: ${text}`),
    check: () => undefined,
    keepCheck() {},
    save() {},
  };
  /** What the studio does after a save. Returns the text, and what was compiled for it. */
  const save = async (raw = false) => {
    compiled.length = 0;
    const layers = [{ files, folder: 'templates', isOwn: true }];
    const set = await readTemplates(layers, 'mail', new Report(), store);
    const [text] = ['en', 'nl'].map(() => compileTemplates(set, 'main', {}, { raw })({ name: 'A & B' }).text);
    return [text, ...compiled];
  };
  expect(await save()).toEqual(['Dear A &amp; B', 'html: Dear {{> name}}', 'html: {{name}}']);
  expect(await save()).toEqual(['Dear A &amp; B']);
  expect(await save(true)).toEqual(['Dear A & B', 'text: Dear {{> name}}', 'text: {{name}}']);
  texts['templates/mail/main.hbs'] = 'Bye {{> name}}';
  expect(await save()).toEqual(['Bye A &amp; B', 'html: Bye {{> name}}']);
  expect(await save()).toEqual(['Bye A &amp; B']);
});
