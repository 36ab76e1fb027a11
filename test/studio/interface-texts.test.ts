import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { catalogue } from '../../pipeline/foundation/problems/catalogue.ts';
import { createProblem } from '../../pipeline/foundation/problems/problem.ts';
import { dutch } from '../../pipeline/studio/browser/texts/dutch.ts';
import { english } from '../../pipeline/studio/browser/texts/english.ts';
import { loadedBy, root } from '../house/source-files.ts';

afterAll(() => vi.unstubAllGlobals());

test('a browser with a POSIX locale gets the dates of its region', async () => {
  vi.stubGlobal('localStorage', { getItem: () => null });
  vi.stubGlobal('navigator', { languages: ['C', 'en_GB.UTF-8', 'en-US@posix'] });
  const { day, language } = await import('../../pipeline/studio/browser/texts/t.ts');
  expect(language.value).toBe('en');
  expect(day('2026-03-04')).toBe('4 Mar 2026');
  vi.stubGlobal('navigator', { languages: ['en-US@posix'] });
  expect(day('2026-03-04')).toBe('Mar 4, 2026');
  vi.stubGlobal('navigator', { languages: ['en-a'] });
  expect(day('2026-03-04')).toBe('Mar 4, 2026');
});

test('in Dutch, a refusal of git is in Dutch, with the words of git itself', async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem() {} });
  vi.stubGlobal('navigator', { languages: ['nl'] });
  const { chooseLanguage } = await import('../../pipeline/studio/browser/texts/t.ts');
  const { wordsOf } = await import('../../pipeline/studio/browser/texts/problem-words.ts');
  chooseLanguage('nl');
  const refused = createProblem('git-refused', { task: 'send versions to origin', said: 'protected branch' });
  expect(wordsOf(refused)).toEqual({
    message:
      'Het versturen van versies naar origin is geweigerd door git of door een hook van deze repository. Git meldt: “protected branch”',
    hint: 'Los op wat er genoemd wordt en probeer het opnieuw. De bestanden zijn niet gewijzigd.',
  });
  const timeouts = ['save this version', 'fetch versions'].map((task) =>
    createProblem('git-timeout', { task, seconds: 60 }),
  );
  expect(timeouts.map((each) => wordsOf(each).message)).toEqual([
    'Het bewaren van deze versie duurde langer dan 60 seconden. De studio heeft git daarom gestopt.',
    'Het ophalen van versies duurde langer dan 60 seconden. De studio heeft git daarom gestopt.',
  ]);
});

test('a text within another is a sentence of its own, or a part of the sentence', async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem() {} });
  vi.stubGlobal('navigator', { languages: ['nl'] });
  const { chooseLanguage, t } = await import('../../pipeline/studio/browser/texts/t.ts');
  chooseLanguage('nl');
  const saved = (reason: string) => t('saveFailed', { reason });
  const kept = 'Je tekst blijft hier staan.';
  expect(saved('De schijf is vol.')).toBe(`Opslaan is niet gelukt. De schijf is vol. ${kept}`);
  expect(saved('status 500')).toBe(`Opslaan is niet gelukt. Status 500. ${kept}`);
  expect(saved('Git meldt: “stop!”')).toBe(`Opslaan is niet gelukt. Git meldt: “stop!” ${kept}`);
  expect(t('writeUndoes', { what: 'Alinea gewijzigd' })).toBe('Ongedaan maken: alinea gewijzigd');
  expect(t('writeTurnInto', { kind: 'FAQ' })).toBe('Omzetten in: FAQ');
});

test.each([
  ['en', english],
  ['nl', dutch],
])('each text leaves room for the texts within it: %s', (_, texts) => {
  const sentences = Object.values(texts).filter((each) => each.includes('{reason}'));
  expect(sentences.length).toBeGreaterThan(3);
  expect(sentences.filter((each) => !/^(?:.*\. )?\{reason\}(?: .*)?$/.test(each))).toEqual([]);
  const phrases = Object.values(texts).filter((each) => /\{(?:what|kind|into)\}/.test(each));
  expect(phrases.filter((each) => !/[:\w] \{(?:what|kind|into)\}$/.test(each))).toEqual([]);
});

test('the Dutch interface has one word for each thing', () => {
  const folder = 'pipeline/studio/browser/texts';
  const names = readdirSync(join(root, folder)).filter((name) => name.includes('dutch'));
  const texts = names.map((name) => readFileSync(join(root, folder, name), 'utf8')).join('\n');
  // They are "postvak", "controlegegevens", "logboek", "annuleren" and "bijschrift".
  expect(texts.match(/\b(?:outbox|hoogwater\w*|journaal|afgebroken|onderschrift|u|uw)\b[^/-]/gi)).toBeNull();
});

test('a missing logo is no picture of an issue', async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem() {} });
  vi.stubGlobal('navigator', { languages: ['en'] });
  const { chooseLanguage } = await import('../../pipeline/studio/browser/texts/t.ts');
  const { wordsOf } = await import('../../pipeline/studio/browser/texts/problem-words.ts');
  chooseLanguage('en');
  const missing = createProblem('asset-missing', { asset: 'brand/logo.svg', folder: 'publication' });
  expect(wordsOf(missing).message).toBe('The logo “brand/logo.svg” does not exist.');
});

test.each([
  ['en', '1 reader, 1,204 readers', 'does not appear in this language; 1 reader gets nothing'],
  ['nl', '1 lezer, 1.204 lezers', 'verschijnt niet in deze taal; 1 lezer krijgt niets'],
] as const)(
  'one of a thing is not several, and large numbers are grouped: %s',
  async (language, readers, absent) => {
    vi.stubGlobal('localStorage', { getItem: () => null, setItem() {} });
    vi.stubGlobal('navigator', { languages: [language] });
    const { chooseLanguage, counted } = await import('../../pipeline/studio/browser/texts/t.ts');
    chooseLanguage(language);
    const shown = [1, 1204].map((count) => counted('oneReader', 'readers', count));
    expect(shown.join(', ')).toBe(readers);
    expect(counted('absentEditionOne', 'absentEdition', 1)).toBe(absent);
  },
);

test('in Dutch, every problem that the studio can show is in Dutch', async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem() {} });
  vi.stubGlobal('navigator', { languages: ['nl'] });
  const { chooseLanguage } = await import('../../pipeline/studio/browser/texts/t.ts');
  const { textsInDutch, wordsOf } = await import('../../pipeline/studio/browser/texts/problem-words.ts');
  chooseLanguage('nl');
  // A problem without data, as the page gets it.
  const { message } = createProblem('yaml-tab', undefined);
  expect(wordsOf({ code: 'yaml-tab', data: undefined, message }).message).toMatch(/^Deze regel/);
  const shown = codesIn(studioFiles);
  expect(shown).toContain('locale-unfinished');
  expect(shown.filter((code) => !(code in textsInDutch) && !beforeItStarts.includes(code))).toEqual([]);
});

/** The command line prints these, because there is no page yet. */
const beforeItStarts = ['server-port', 'studio-password', 'studio-send'];

const studioFiles = loadedBy('pipeline/commands/studio.ts').filter(
  (file) => !file.startsWith('pipeline/foundation/problems/'),
);

/** The codes of the catalogue that these modules name. */
function codesIn(files: readonly string[]): string[] {
  const named = files.flatMap(
    (file) => readFileSync(join(root, file), 'utf8').match(/(?<=')[a-z0-9-]+(?=')/g) ?? [],
  );
  return [...new Set(named)].filter((word) => Object.hasOwn(catalogue, word)).sort();
}
