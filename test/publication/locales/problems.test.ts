import { describe, expect, it } from 'vitest';
import { localeCodes } from '../../../pipeline/foundation/problems/codes/locales.ts';
import { placed } from '../../editions/publish.ts';
import { problemsOf, tinyTexts } from './tiny-texts.ts';

interface Case {
  readonly title: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Codes and places, as `code file:line:column`. */
  readonly problems: readonly string[];
  readonly says?: RegExp;
}

const nl = 'locales/nl/email.json';
const en = 'locales/en/email.json';
const template = 'templates/email/edition.mjml.hbs';

const cases: readonly Case[] = [
  {
    title: 'a text that one language lacks',
    file: nl,
    from: '  "related": "Lees ook",\n',
    to: '',
    problems: [`locale-key-missing ${nl}:1:1`],
    says: /"related" is missing in "nl"; locales\/en\/email.json has it/,
  },
  {
    title: 'an empty text',
    file: nl,
    from: '"Lees ook"',
    to: '" "',
    problems: [`locale-key-empty ${nl}:3:14`],
  },
  {
    title: 'a text that nothing asks for',
    file: nl,
    from: '{\n',
    to: '{\n  "old": "Oud",\n',
    problems: [`locale-key-missing ${en}:1:1`, `locale-key-unused ${nl}:2:10`],
  },
  {
    title: 'a text that no file has',
    file: template,
    from: 'email:greeting',
    to: 'email:greetin',
    problems: [
      `locale-key-unknown ${template}:1:18`,
      `locale-key-unused ${en}:2:15`,
      `locale-key-unused ${nl}:2:15`,
    ],
    says: /No locale file has the text "email:greetin"/,
  },
  {
    title: 'a text without its namespace',
    file: template,
    from: 'email:greeting',
    to: 'greeting',
    problems: [
      `locale-key-unknown ${template}:1:18`,
      `locale-key-unused ${en}:2:15`,
      `locale-key-unused ${nl}:2:15`,
    ],
  },
  {
    title: 'a plural form that is missing',
    file: nl,
    from: /* the whole line */ '  "sent_one": "{{count, number}} letter on {{day, date}}",\n',
    to: '',
    problems: [`locale-plural-missing ${nl}:4:17`],
    says: /"sent" lacks the plural form "one", which "nl" needs/,
  },
  {
    title: 'the general plural form that is missing',
    file: nl,
    from: ',\n  "sent_other": "{{count, number}} letters on {{day, date}}"',
    to: '',
    problems: [`locale-plural-missing ${nl}:4:15`],
    says: /"sent" lacks the plural form "other", which "nl" needs/,
  },
  {
    title: 'a plural form that the language does not have',
    file: nl,
    from: '"sent_one"',
    to: '"sent_few": "{{count}} op {{day, date}}",\n  "sent_one"',
    problems: [`locale-key-unused ${nl}:4:15`],
  },
  {
    title: 'a form for zero, which every language may have',
    file: nl,
    from: '"sent_one"',
    to: '"sent_zero": "geen brief op {{day, date}}",\n  "sent_one"',
    problems: [],
  },
  {
    title: 'plural forms that are asked for without a number',
    file: template,
    from: 'count=stories.length ',
    to: '',
    problems: [`locale-plural-count ${template}:2:7`],
  },
  {
    title: 'placeholders that differ',
    file: nl,
    from: 'Beste {{name}},',
    to: 'Beste lezer,',
    problems: [`locale-placeholders ${nl}:2:15`],
    says: /has the placeholders \(none\) here, but \{\{name\}\} in locales\/en/,
  },
  {
    title: 'a date that is written as it is',
    file: nl,
    from: 'letters on {{day, date}}',
    to: 'letters on {{day}}',
    problems: [`locale-placeholders ${nl}:4:15`],
  },
  {
    title: 'a placeholder that no template gives',
    file: nl,
    from: 'Beste {{name}},',
    to: 'Beste {{name}} {{surname}},',
    problems: [`locale-placeholder-unknown ${nl}:2:15`],
    says: /uses \{\{surname\}\}, but no template provides/,
  },
  {
    title: 'a placeholder in a text that code asks for',
    file: nl,
    from: 'Lees ook',
    to: 'Lees {{x}}',
    problems: [`locale-placeholder-unknown ${nl}:3:14`],
  },
  {
    title: 'a placeholder with an unknown format',
    file: nl,
    from: 'letters on {{day, date}}',
    to: 'letters on {{day, datum}}',
    problems: [`locale-placeholders ${nl}:4:15`, `locale-syntax ${nl}:5:17`],
    says: /there is no format "datum"/,
  },
  {
    title: 'a placeholder with an option that does not exist',
    file: nl,
    from: 'letters on {{day, date}}',
    to: 'letters on {{day, date(dateStyle: fulll)}}',
    problems: [`locale-syntax ${nl}:5:17`],
    says: /fulll/,
  },
  {
    title: 'a placeholder without an end',
    file: nl,
    from: 'Lees ook',
    to: 'Lees {{ook',
    problems: [`locale-syntax ${nl}:3:14`],
  },
  {
    title: 'a nested text',
    file: nl,
    from: 'Lees ook',
    to: '$t(email:greeting)',
    problems: [`locale-syntax ${nl}:3:14`],
  },
  {
    title: 'a code point that is no character',
    file: nl,
    from: 'Lees ook',
    to: '\\ufdd0name\\ufdd1',
    problems: [`locale-syntax ${nl}:3:14`],
    says: /U\+FDD0/,
  },
  {
    title: 'a mark that turns the direction',
    file: nl,
    from: 'Lees ook',
    to: 'Lees \u202eook',
    problems: [`locale-syntax ${nl}:3:14`],
  },
  {
    title: 'a comma too many',
    file: nl,
    from: '"Lees ook",',
    to: '"Lees ook",,',
    problems: [`json-syntax ${nl}:3:25`],
  },
  {
    title: 'a comma too few',
    file: nl,
    from: '"Lees ook",',
    to: '"Lees ook"',
    problems: [`json-syntax ${nl}:4:3`],
  },
  {
    title: 'a comma after the last text',
    file: nl,
    from: 'alone"\n}',
    to: 'alone",\n}',
    problems: [`json-syntax ${nl}:8:1`],
  },
  {
    title: 'single quotes',
    file: nl,
    from: '"related"',
    to: "'related'",
    problems: [`json-syntax ${nl}:3:3`],
  },
  {
    title: 'texts within texts',
    file: nl,
    from: '"Lees ook"',
    to: '{ "a": "Lees ook" }',
    problems: [`wrong-type ${nl}:3:14`],
  },
  {
    title: 'a number for a text',
    file: nl,
    from: '"Lees ook"',
    to: '12',
    problems: [`wrong-type ${nl}:3:14`],
  },
  {
    title: 'a text that is defined twice',
    file: nl,
    from: '  "related"',
    to: '  "related": "Zie ook",\n  "related"',
    problems: [`yaml-duplicate-key ${nl}:4:3`],
  },
];

describe('locale files', () => {
  it('without a mistake raise no problem', async () => {
    expect((await problemsOf(tinyTexts)).map(placed)).toEqual([]);
  });

  it.each(cases)('$title', async ({ file, from, to, problems, says }) => {
    const text = String(tinyTexts[file]);
    expect(text).toContain(from);
    const told = await problemsOf({ ...tinyTexts, [file]: text.replace(from, () => to) });
    expect(told.map(placed).sort()).toEqual([...problems].sort());
    if (says) expect(told.map(({ message }) => message).join('\n')).toMatch(says);
  });

  it('has a case for every code', () => {
    const told = new Set(cases.flatMap(({ problems }) => problems.map((each) => each.split(' ')[0])));
    // These two are told of a language as a whole: languages.test.ts and the command have them.
    const whole = ['language-tag', 'locale-unfinished'];
    expect(Object.keys(localeCodes).filter((code) => !told.has(code))).toEqual(whole);
  });

  it.each([
    [
      'in Latin-1',
      new Uint8Array([...Buffer.from('{\n "a": "caf'), 0xe9, ...Buffer.from('"}')]),
      `encoding ${nl}:2:11`,
    ],
    ['that is empty', ' \n', `file-empty ${nl}:1:1`],
    ['without a text', '{}', `file-empty ${nl}:1:1`],
    ['that is a list', '["a"]', `wrong-type ${nl}:1:1`],
    ['that is a text', '"a"', `wrong-type ${nl}:1:1`],
    ['that breaks off', '{\n  "related": "Lees ook"', `json-syntax ${nl}:2:24`],
  ])('a file %s', async (_title, content, expected) => {
    expect((await problemsOf({ ...tinyTexts, [nl]: content })).map(placed)).toEqual([expected]);
  });

  it('a file that does not exist', async () => {
    const { [nl]: _gone, ...rest } = tinyTexts;
    const [problem, ...others] = await problemsOf(rest);
    expect(problem).toMatchObject({ code: 'file-missing', file: nl });
    expect(others).toEqual([]);
  });

  it('a file that no language has', async () => {
    const rest = Object.entries(tinyTexts).filter(([file]) => !file.endsWith('/archive.json'));
    const told = await problemsOf(Object.fromEntries(rest));
    expect(told.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'file-missing locales/en/archive.json',
      'file-missing locales/nl/archive.json',
    ]);
  });

  it('may have tabs, a byte order mark and CRLF', async () => {
    const text = String(tinyTexts[nl]).replaceAll('  "', '\t"').replaceAll('\n', '\r\n');
    expect((await problemsOf({ ...tinyTexts, [nl]: `\ufeff${text}` })).map(placed)).toEqual([]);
  });

  it('a broken template makes no text unused', async () => {
    const told = await problemsOf({ ...tinyTexts, [template]: '{{#if locale}}' });
    expect(told.map(placed)).toEqual([`template-syntax ${template}:1:1`]);
  });
});

describe("a publication's own texts", () => {
  it('take the place of the package’s, one by one', async () => {
    const own = { 'locales/nl/email.json': '{ "related": "Zie ook" }' };
    expect((await problemsOf(tinyTexts, own)).map(placed)).toEqual([]);
  });

  it('are held to the same rules', async () => {
    const own = { 'locales/nl/email.json': '{\n  "related": "",\n  "relatd": "Zie ook"\n}' };
    expect((await problemsOf(tinyTexts, own)).map(placed)).toEqual([
      `locale-key-missing ${en}:1:1`,
      `locale-key-unused ${nl}:3:13`,
      `locale-key-empty ${nl}:2:14`,
    ]);
  });

  it('of the package is not called unused when an own template leaves it out', async () => {
    const own = { [template]: '{{t "email:sent" count=stories.length day=edition.date}}' };
    expect((await problemsOf(tinyTexts, own)).map(placed)).toEqual([]);
    const withText = { ...own, [nl]: '{ "greeting": "Dag {{name}}," }' };
    expect((await problemsOf(tinyTexts, withText)).map(placed)).toEqual([`locale-key-unused ${nl}:1:15`]);
  });

  it('of the package that an own template gives too little is reported at that template', async () => {
    const own = {
      [template]: '{{t "email:greeting"}} {{t "email:sent" count=stories.length day=edition.date}}',
    };
    expect([...new Set((await problemsOf(tinyTexts, own)).map(placed))]).toEqual([
      `locale-placeholder-unknown ${template}:1:5`,
    ]);
  });
});
