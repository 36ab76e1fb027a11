import type { Case } from './case.ts';

const headline = (title: string, to: string, problems: Case['problems'], says?: RegExp): Case => ({
  title,
  in: 'en',
  from: 'headline: Spring at the harbour',
  to,
  problems,
  ...(says && { says }),
});

const block = (title: string, from: string, to: string, problems: Case['problems'], says?: RegExp): Case => ({
  title,
  in: 'en',
  from,
  to,
  problems,
  ...(says && { says }),
});

/** What YAML trips over. None of these may draw a second problem with it. */
export const syntaxCases: readonly Case[] = [
  headline('a colon and a blank in a text', 'headline: ▸Spring: boats', ['error yaml-syntax'], /quotes/),
  headline('text after a closing quote', 'headline: "Spring" ▸at last', ['error yaml-syntax'], /">-"/),
  headline('a comma after a closing quote', 'headline: "Spring"▸,', ['error yaml-syntax']),
  headline(
    'a text that begins with emphasis',
    'headline: *Spring* ▸at last',
    ['error yaml-syntax'],
    /asterisk/,
  ),
  headline(
    'a text that begins with strong',
    'headline: **Spring** ▸at last',
    ['error yaml-syntax'],
    /asterisk/,
  ),
  headline('a text that is emphasis alone', 'headline: ▸*Spring*', ['error yaml-alias'], /quotes/),
  headline(
    'a text that begins with a bracket',
    'headline: [Spring] ▸at last',
    ['error yaml-syntax'],
    /bracket/,
  ),
  headline('a text that begins with a brace', 'headline: {Spring} ▸at last', ['error yaml-syntax'], /brace/),
  headline('a bracket that is never closed', 'headline: ▸[Spring at last', ['error yaml-syntax'], /closed/),
  headline('a text that begins with @', 'headline: ▸@spring', ['error yaml-syntax'], /"@"/),
  headline('a text that begins with a backquote', 'headline: ▸`spring` it is', ['error yaml-syntax'], /"`"/),
  headline('a text that begins with %', 'headline: ▸% of spring', ['error yaml-syntax'], /"%"/),
  headline('a text that begins with !', 'headline: ▸!Spring at last', ['error yaml-syntax'], /tag/),
  headline('a text that begins with &', 'headline: ▸&Co at the harbour', ['warning yaml-anchor'], /anchor/),
  headline('a text that begins with >', 'headline: > ▸Spring at last', ['error yaml-syntax'], /next line/),
  headline('a text that begins with a dash', 'headline: ▸- Spring', ['error yaml-syntax']),
  headline(
    'a double quote that is never closed',
    'headline: ▸"Spring',
    ['error yaml-syntax'],
    /never closed/,
  ),
  headline(
    'a single quote that is never closed',
    "headline: ▸'Spring",
    ['error yaml-syntax'],
    /never closed/,
  ),
  headline('an apostrophe within single quotes', "headline: 'Spring'▸s boats'", ['error yaml-syntax']),
  headline('a key without a colon', '▸headline Spring', ['error yaml-syntax'], /colon/),
  headline('a key without a blank behind its colon', '▸headline:Spring', ['error yaml-syntax'], /space/),
  headline('a key that is indented', ' ▸headline: Spring', ['error yaml-syntax'], /Line it up/),
  headline(
    'a second line that is not indented',
    'headline: Spring\n▸at last',
    ['error yaml-syntax'],
    /indent/,
  ),
  headline('a colon on the second line', 'headline: Spring\n  now at▸: last', ['error yaml-syntax']),
  headline('a folded text that is not indented', 'headline: >-\n▸Spring', ['error yaml-syntax'], /indent/),
  headline(
    'a backslash in double quotes',
    'headline: "Spring ▸\\hello"',
    ['error yaml-syntax'],
    /single quotes/,
  ),
  headline('a second document', 'headline: Spring\n▸---', ['error yaml-syntax'], /one document/),
  headline(
    'the end of the document before its end',
    'headline: Spring\n▸...',
    ['error yaml-syntax'],
    /one document/,
  ),
  headline('a # that begins a comment', 'headline: Spring ▸#1 of many', ['warning yaml-comment'], /quotes/),
  headline('a key that is given twice', 'headline: Spring\n▸headline: Again', ['error yaml-duplicate-key']),
  headline('a tab that indents a text', 'headline: >-\n▸\tSpring', ['error yaml-tab'], /two spaces/),
  block('a tab that indents a key', '    id: news', '▸\tid: news', ['error yaml-tab']),
  block('a key one blank too far to the left', '    by: A', '   ▸by: A', ['error yaml-syntax'], /Line it up/),
  block(
    'a key one blank too far to the right',
    '    by: A',
    '     ▸by: A',
    ['error yaml-syntax'],
    /Line it up/,
  ),
  block(
    'a dash one blank too far to the left',
    '  - quote',
    ' ▸- quote',
    ['error yaml-syntax'],
    /Line it up/,
  ),
  block(
    'a dash one blank too far to the right',
    '  - quote',
    '   ▸- quote',
    ['error yaml-syntax'],
    /Line it up/,
  ),
  block('a dash without a blank', '  - quote', '  ▸-quote', ['error yaml-syntax'], /space after the dash/),
  block('a colon in a paragraph', '- paragraph: The', '- paragraph: ▸Note: the', ['error yaml-syntax']),
  block('a paragraph that begins with a link', ': The', ': [The]▸(https://example.org/)', [
    'error yaml-syntax',
  ]),
  block(
    'a list that is never closed',
    'list: [one, two]',
    'list: ▸[one, two',
    ['error yaml-syntax'],
    /closed/,
  ),
  block('emphasis in a list', 'list: [one, two]', 'list: [one, ▸*two*]', ['error yaml-alias']),
  block(
    'a key that has left its block',
    '    alt: A boat',
    '▸alt: A boat',
    ['error yaml-syntax'],
    /Line it up/,
  ),
  block(
    'a text below its key that is not indented',
    '- paragraph: The **first**',
    '- paragraph:\n    ▸The first\n    three or',
    ['error yaml-syntax'],
    /indent/,
  ),
  block('no-break spaces that indent', '    by: A', '▸\u00a0\u00a0  by: A', ['error yaml-syntax'], /U\+00A0/),
  headline('a no-break space behind a colon', 'headline:▸\u00a0Spring', ['error yaml-syntax'], /U\+00A0/),
  block(
    'a first line that is indented',
    'kind: article',
    ' ▸kind: article',
    ['error yaml-syntax'],
    /Line it up/,
  ),
  block('a first block without its dash', '  - paragraph', '    ▸paragraph', ['error yaml-syntax']),
  block(
    'a first block in another column',
    '  - paragraph',
    ' ▸- paragraph',
    ['error yaml-syntax'],
    /Line it up/,
  ),
  block('a value that was to be the name of a file', 'image: boat.png', 'image: ▸"boat.png', [
    'error yaml-syntax',
  ]),
  block('a block that is lost with all that is in it', '- image: boat.png', '- ▸image boat.png', [
    'error yaml-syntax',
  ]),
  block('a key given twice, once for nothing', 'body:', 'body:\n▸body:', ['error yaml-duplicate-key']),
  {
    title: 'three mistakes in one file',
    in: 'en',
    from: `headline: Spring at the harbour
deck: The boats are back.`,
    to: `headline: ▸Spring: boats
deck: ▸@boats are back
byline: ▸"Someone
▸subjet: Spring`,
    problems: ['error yaml-syntax', 'error yaml-syntax', 'error yaml-syntax', 'error unknown-key'],
  },
];
