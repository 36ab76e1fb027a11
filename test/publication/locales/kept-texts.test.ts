import { expect, test } from 'vitest';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { findUnfinished } from '../../../pipeline/publication/locales/read-interface.ts';
import { readLocales } from '../../../pipeline/publication/locales/read-locales.ts';
import { problemsIn, tinyTexts } from './tiny-texts.ts';

const [en, nl] = ['locales/en/email.json', 'locales/nl/email.json'];
const texts = (path: string) => String(tinyTexts[path]);

/** Changes of a file; undefined deletes it. Each differs from the state before. */
const changes: readonly (readonly [path: string, text: string | undefined])[] = [
  [nl, texts(nl).replace('{{name}}', '{{person}}')],
  [nl, texts(nl).replace('"related"', '"related_to"')],
  [nl, '{ "greeting": '],
  [nl, '{ "greeting": 3 }'],
  [nl, undefined],
  [nl, texts(nl)],
  [en, texts(en).replace('Read also', 'Beside it')],
  ['locales/nl/email.source.json', '{ "related": "Read also" }'],
  ['locales/nl/email.source.json', '{ "related": { "copied": "Lees ook" } }'],
  ['locales/en/email.source.json', '{}'],
  ['locales/nl/email.source.json', undefined],
  ['templates/email/edition.mjml.hbs', '{{t "email:related"}}'],
  [nl, '{}'],
  [nl, texts(en)],
];

test('after each change of a file, the findings are those of files that are read for the first time', async () => {
  const contents: Record<string, string | Uint8Array> = { ...tinyTexts };
  const files = memoryFiles(contents);
  const shipped = memoryFiles({ ...tinyTexts });
  const judge = async (own: typeof files, below: typeof files) => ({
    // The same files as the only layer, and above others.
    alone: await problemsIn([own]),
    above: await problemsIn([below, own]),
    unfinished: [
      ...(await findUnfinished([own], await readLocales([own], ['en', 'nl'], new Report()), 'en')),
    ],
  });
  for (const [path, text] of changes) {
    if (text === undefined) delete contents[path];
    else contents[path] = text;
    const fresh = await judge(memoryFiles({ ...contents }), memoryFiles({ ...tinyTexts }));
    expect(await judge(files, shipped)).toEqual(fresh);
    expect(await judge(files, shipped)).toEqual(fresh);
  }
});

test('unchanged texts are the same object', async () => {
  const contents: Record<string, string | Uint8Array> = { ...tinyTexts };
  const files = memoryFiles(contents);
  const read = () => readLocales([files], ['en', 'nl'], new Report());
  const before = await read();
  contents[nl] = texts(nl).replace('Lees ook', 'Zie ook');
  const after = await read();
  expect(after.get('en')).toBe(before.get('en'));
  expect(after.get('nl')).not.toBe(before.get('nl'));
  expect(after.get('nl')?.get('pages')).toBe(before.get('nl')?.get('pages'));
});
