import { expect, test } from 'vitest';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { localisedText } from '../../../pipeline/publication/newsletter/localised.ts';
import { placeInNewsletter } from '../../../pipeline/publication/newsletter/place-in-newsletter.ts';
import { readNewsletter } from '../../../pipeline/publication/newsletter/read-newsletter.ts';
import { tinyFiles } from '../../problems/tiny-publication.ts';

async function read(newsletter: string) {
  const report = new Report();
  return { report, newsletter: await readNewsletter(memoryFiles({ 'newsletter.yaml': newsletter }), report) };
}

const tiny = String(tinyFiles['newsletter.yaml']);

test('settings that newsletter.yaml omits have defaults', async () => {
  const { newsletter, report } = await read(
    tiny.replace('  missingTranslation: refuse\n', '').replace(/timeZone.*/, ''),
  );
  expect(report.problems).toEqual([]);
  expect(newsletter).toMatchObject({
    timeZone: 'UTC',
    languages: { missingTranslation: 'refuse', typography: {} },
    theme: { light: { surface: '#ffffff' }, dark: { surface: '#1c1c1a' } },
  });
});

test('the place of a value is that in the file as it is now', async () => {
  const contents = { 'newsletter.yaml': tiny };
  const files = memoryFiles(contents);
  const startOf = async () => (await placeInNewsletter(files, ['url']))?.start;
  expect(await startOf()).toBe(tiny.indexOf('https:'));
  await readNewsletter(files, new Report());
  expect(await startOf()).toBe(tiny.indexOf('https:'));
  contents['newsletter.yaml'] = `# A comment\n${tiny}`;
  expect(await startOf()).toBe(contents['newsletter.yaml'].indexOf('https:'));
});

test('a text is the same in all languages, or one of each', async () => {
  const { newsletter } = await read(tiny);
  expect(newsletter && localisedText(newsletter.name, 'nl')).toBe('Tiny');
  expect(newsletter?.sender.name && localisedText(newsletter.sender.name, 'nl')).toBe('Klein');
  expect(() => localisedText({ en: 'Tiny' }, 'nl')).toThrow('"nl"');
});

test('a newsletter.yaml with an error is not used, and one with a warning is', async () => {
  const broken = await read(tiny.replace('url: https:', 'url: '));
  expect(broken.newsletter).toBeUndefined();
  expect(broken.report.problems).toMatchObject([{ code: 'invalid-link', line: 3 }]);
  const pale = await read(`${tiny}theme: { light: { accent: "#eeeeee" } }\n`);
  expect(pale.newsletter?.theme.light.accent).toBe('#eeeeee');
  expect(pale.report.problems.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning']);
});

test('a return path that cannot carry a signature is reported', async () => {
  const { report } = await read(`${tiny}feedback: { returnPath: bounces, replies: editors }\n`);
  expect(report.problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'invalid-value "feedback.replies" is not an email address.',
    'invalid-value "feedback.returnPath" is not a return path: it is not an email address.',
  ]);
});

test('all mistakes in newsletter.yaml are reported at once', async () => {
  const { report } = await read(`nam: Tiny
description: [A tiny one]
url: news.example.org
sender: { address: news, postal: Kade 1, replyTo: { en: a@example.org, nl: b } }
languages: { source: en, editions: [en, nl, nl], missingTranslation: skip }
timeZone: Mars/Olympus
theme: { light: { accent: red, ink: "#000000" } }
`);
  expect(report.problems.map(({ code, line }) => `${line} ${code}`).sort()).toEqual([
    '1 unknown-key',
    '2 wrong-type',
    '3 invalid-link',
    '4 invalid-value',
    '4 invalid-value',
    '5 invalid-value',
    '5 invalid-value',
    '6 invalid-value',
    '7 invalid-value',
    '7 unknown-key',
  ]);
});
