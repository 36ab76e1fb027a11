import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readKept, writeKept } from '../../../pipeline/foundation/files/kept-file.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { compileTemplates } from '../../../pipeline/publication/templates/compile-templates.ts';
import { readTemplates } from '../../../pipeline/publication/templates/read-templates.ts';
import { openTemplateStore } from '../../../pipeline/publication/templates/template-store.ts';

/** A store in a file. Each rendering is what another process would do with it. */
function openStore() {
  const folder = mkdtempSync(join(tmpdir(), 'courant-templates-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'cache/store');
  const render = async (main: string, raw = false) => {
    const files = memoryFiles({ 'templates/mail/main.hbs': main, 'templates/mail/name.hbs': '{{name}}' });
    const report = new Report();
    const store = openTemplateStore(path);
    const set = await readTemplates([{ files, folder: 'templates', isOwn: true }], 'mail', report, store);
    const { text, origin } = compileTemplates(set, 'main', {}, { raw })({ name: 'A & B' });
    store.save();
    return { text, place: origin(0, 1), codes: report.problems.map(({ code }) => code) };
  };
  /** Changes the stored code. A change that is not sealed is one on the disk. */
  const change = (from: string, to: string, isSealed: boolean) => {
    if (isSealed) writeKept(path, JSON.parse(JSON.stringify(readKept(path)).replaceAll(from, to)));
    else writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to));
  };
  return { path, render, change };
}

test('a later process takes the code of an unchanged template from the store', async () => {
  const { render, change } = openStore();
  const text = 'Dear {{> name}}';
  expect((await render(text)).text).toBe('Dear A &amp; B');
  change('Dear', 'Kept', true);
  expect(await render(text)).toMatchObject({
    text: 'Kept A &amp; B',
    place: { source: { file: 'templates/mail/main.hbs' }, start: 0 },
  });
  expect((await render(text, true)).text).toBe('Dear A & B');
  expect((await render('Bye {{> name}}')).text).toBe('Bye A &amp; B');
});

test('a damaged store is ignored, and a template with an error is reported every time', async () => {
  const { render, change, path } = openStore();
  await render('Dear {{> name}}');
  change('Dear', 'Kept', false);
  expect((await render('Dear {{> name}}')).text).toBe('Dear A &amp; B');
  writeFileSync(path, '{ half');
  expect((await render('Dear {{> name}}')).text).toBe('Dear A &amp; B');
  for (const _ of [1, 2]) expect((await render('Dear {{name')).codes).toEqual(['template-syntax']);
});
