import { expect, test } from 'vitest';
import { mendIssue, mendProblem } from '../../pipeline/check/mend-issue.ts';
import { loadPublication } from '../../pipeline/content/extensions/load-publication.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { repository } from '../editions/publish.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';

const en = 'content/spring/en.yaml';
const record = 'content/spring/nl.source.yaml';

const roots = { package: repository, publication: memoryFiles(tinyFiles) };
const loaded = await loadPublication(roots, new Report());
if (loaded === undefined) throw new Error('The configuration cannot be read.');
const publication = loaded;

/** The files of the small publication's issue that change when it is mended, and what was mended. */
async function mend(own: Record<string, string>) {
  const files = memoryFiles({ ...tinyFiles, ...own });
  const { mended, files: changed } = await mendIssue(files, publication, 'spring');
  return { mended, changed: Object.fromEntries(changed) };
}

const article = (body: string) =>
  `# An article that somebody else wrote.\nkind:   article\ndate: 2026-03-09\nstatus: ready\nheadline: 'Spring'   # short\nbody:\n${body}`;

const faults: Record<string, [from: string, to: string]> = {
  'two spaces': ['  - paragraph: The first  boats.\n', '  - paragraph: The first boats.\n'],
  'a zero-width space': ['  - paragraph: The \u200bfirst boats.\n', '  - paragraph: The first boats.\n'],
  'a soft hyphen in a quoted text': [
    '  -   "paragraph" : "The fir\u00adst boats."  # so\n',
    '  -   "paragraph" : "The first boats."  # so\n',
  ],
  'a no-break space at the end of a folded text': [
    '  - paragraph: >-\n      The first\n      boats\u00a0 came in\n      today.\n',
    '  - paragraph: >-\n      The first\n      boats came in\n      today.\n',
  ],
  'an address without https': [
    '  - paragraph: See www.example.org for more.\n',
    '  - paragraph: See [www.example.org](https://www.example.org) for more.\n',
  ],
  'a label twice': [
    '  - paragraph: "Update: Update: the boats are here."\n',
    '  - paragraph: "Update: the boats are here."\n',
  ],
  'escapes in a long quoted text': [
    '  - paragraph: "\\"The\\" \\u200bfirst  boats\\U0001F6A2 \\xe9 and many more words that make this line longer than a hundred and twenty characters, so that a printer of YAML would fold it"\n',
    '  - paragraph: "\\"The\\" first boats\\U0001F6A2 \\xe9 and many more words that make this line longer than a hundred and twenty characters, so that a printer of YAML would fold it"\n',
  ],
  'the same words with one space before it': [
    "  - paragraph: 'A sign, and a sign and a  sign in a text that is so long that a printer of YAML would break it over two lines if it had to write it again as a whole.'\n",
    "  - paragraph: 'A sign, and a sign and a sign in a text that is so long that a printer of YAML would break it over two lines if it had to write it again as a whole.'\n",
  ],
  'a text that an alias repeats': [
    "  - paragraph: &first 'The  first boats.'\n  - heading: *first\n",
    "  - paragraph: &first 'The first boats.'\n  - heading: *first\n",
  ],
  'several in one text': [
    '  - paragraph: The  first \u200bboats  came.\n',
    '  - paragraph: The first boats came.\n',
  ],
  'several in a map in braces': [
    '  - { heading: "The  first  boats" }\n  - {paragraph: "A\u00adB.", }\n',
    '  - { heading: "The first boats" }\n  - {paragraph: "AB.", }\n',
  ],
};

test.each(Object.entries(faults))('%s: nothing else changes, to the byte', async (_, [from, to]) => {
  for (const lineBreak of ['\n', '\r\n']) {
    const lines = (text: string) => article(text).replaceAll('\n', lineBreak);
    const { mended, changed } = await mend({ [en]: lines(from) });
    expect(changed).toEqual({ [en]: lines(to) });
    expect(mended.length).toBeGreaterThan(0);
    expect(mended.every(({ file, line }) => file === en && line >= 7)).toBe(true);
  }
});

/** Texts as damaged files have them: `▸` is the fault, two spaces that become one. */
const damaged: Record<string, string> = {
  'a comment above each block':
    '  # one\n  - paragraph: Boats▸are in. # two\n  # three\n\n  # four\n  - heading: Next\n',
  'a tab within a plain text': '  - paragraph: Boats\tand▸nets\tare in.\n',
  'a tab within quotes': '  - paragraph: "Boats\tand▸nets"\n',
  'an escaped tab': '  - paragraph: "Boats\\tand▸nets"\n',
  'tabs and spaces at the end of lines': '  - paragraph: >-\n      Boats▸are in. \t\n      All of them.\t\n',
  'quotes over several lines': '  - paragraph: "Boats▸are\n      in, \\\n      all of them."\n',
  'single quotes over several lines': "  - paragraph: 'It''s▸here,\n\n      and it''s in.'\n",
  'a plain text over several lines': '  - paragraph: Boats▸are\n      in, all\n      of them.\n',
  'single quotes with apostrophes in a long text':
    "  - paragraph: 'It''s▸it''s in a text that is so long that a printer of YAML would break it over two lines if it had to write it again as a whole.'\n",
  'a literal text': '  - paragraph: |\n      Boats▸are in.\n',
  'a folded text that keeps its end': '  - paragraph: >+\n      Boats▸are in.\n\n  - heading: Next\n',
  'a folded text with an indentation of its own': '  - paragraph: >2-\n      Boats▸are in.\n',
  'an anchor and a tag': '  - paragraph: &boats !!str Boats▸are in.\n  - quote: *boats\n',
  'a map in braces over several lines':
    '  - {\n      paragraph: "Boats▸are in.", # so\n    }\n  - { heading: Next }\n',
  'a list in brackets': '  - list: [ "Boats▸are in", two,\n     three , ]\n',
  'items at the same column as their key': '  - list:\n    - Boats▸are in\n    - two\n',
  'a key with a question mark': '  - ? paragraph\n    : Boats▸are in.\n',
  'no line break at the end': '  - paragraph: Boats▸are in.',
  'an end of the document': '  - paragraph: Boats▸are in.\n...\n',
};

/** The line breaks of a file: `mixed` alternates. */
const lineBreaks = {
  unix: (text: string) => text,
  windows: (text: string) => text.replaceAll('\n', '\r\n'),
  mixed: (text: string) =>
    text.split('\n').reduce((all, line, at) => `${all}${at % 2 ? '\r\n' : '\n'}${line}`),
  'windows with a byte order mark': (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`,
};

test.each(Object.entries(damaged))(
  'in a damaged file, %s: nothing else changes, to the byte',
  async (_, body) => {
    for (const [name, write] of Object.entries(lineBreaks)) {
      const file = (space: string) => write(article(body)).replaceAll('▸', space);
      const { changed } = await mend({ [en]: file('  ') });
      expect(changed, name).toEqual({ [en]: file(' ') });
    }
  },
);

test('correct texts, and texts that a person must judge, are not changed', async () => {
  const body = '  - paragraph: "They came.  They left. `a  b` \uf0b7 \\"no\\" and \u201cyes\u201d."\n';
  expect(await mend({ [en]: article(body) })).toEqual({ mended: [], changed: {} });
});

test('the record of a translation follows its source', async () => {
  const body = (text: string) => `  - paragraph: ${text}\n`;
  const remembered = (text: string) => `blocks:\n  - from: { paragraph: ${text} }\n    to: abc\n`;
  const files = { [en]: article(body('The first  boats.')), [record]: remembered("'The first  boats.'") };
  const { changed } = await mend(files);
  expect(changed[en]).toBe(article(body('The first boats.')));
  expect(changed[record]).toContain('The first boats.');
});

test('a file whose syntax is broken is left alone', async () => {
  expect(await mend({ [en]: article('  - paragraph: "The first  boats.\n') })).toEqual({
    mended: [],
    changed: {},
  });
});

/** One problem alone is mended, as a person asks for it in the studio. */
async function mendOne(own: Record<string, string>, file: string, text: string) {
  const files = memoryFiles({ ...tinyFiles, ...own });
  const mend = { path: ['body', 0, 'paragraph'], text, by: text };
  const { mended, files: changed } = await mendProblem(files, publication, 'spring', {
    code: 'pasted-space',
    file,
    mend,
  });
  return { mended, changed: Object.fromEntries(changed) };
}

test('a problem is mended alone, and not where its text is another one now', async () => {
  const both = article('  - paragraph: The  boats.\n  - paragraph: The  ships.\n');
  expect(await mendOne({ [en]: both }, en, 'The boats.')).toEqual({
    mended: [{ code: 'pasted-space', file: en, line: 7 }],
    changed: { [en]: both.replace('The  boats', 'The boats') },
  });
  for (const wrong of ['The ships.', 'The boats']) {
    expect(await mendOne({ [en]: both }, en, wrong)).toEqual({ mended: [], changed: {} });
  }
});

test('a byte order mark stays', async () => {
  const text = `\ufeff${article('  - paragraph: The  boats.\n')}`;
  expect((await mend({ [en]: text })).changed).toEqual({ [en]: text.replace('The  boats', 'The boats') });
});

test('a record follows its source, not a translation with the same text', async () => {
  const nl = 'content/spring/nl.yaml';
  const body = 'body:\n  - paragraph: The  boats.\n';
  const own = { [en]: article('  - paragraph: The  boats.\n'), [nl]: body, [record]: body };
  const text = 'The boats.';
  expect(Object.keys((await mendOne(own, nl, text)).changed)).toEqual([nl]);
  expect(Object.keys((await mendOne(own, en, text)).changed)).toEqual([en, record]);
});
