import { describe, expect, it } from 'vitest';
import { table } from '../../pipeline/content/blocks/table.ts';
import { createLinkList, createTextTools } from '../../pipeline/editions/plain-text.ts';
import { createWords } from '../../pipeline/editions/words.ts';
import { textWidth } from '../../pipeline/editions/wrap-text.ts';
import { tinyPublication } from '../problems/tiny-publication.ts';
import { publish } from './publish.ts';
import { attribute, elementsOf, textOf } from './read-html.ts';

const asTheyAre = createWords((pieces) => [...pieces]);
const textOfTable = (rows: string[], align?: ('start' | 'center' | 'end')[]) =>
  table.toText(
    { table: rows, align },
    createTextTools(asTheyAre, createLinkList(), (key) => key),
  );

describe('a table in the text part', () => {
  it('lines its columns up', () => {
    const text = textOfTable(
      ['Day | Open | Seats', 'Monday | **9:00** | 12', 'Friday | | 7'],
      ['start', 'center', 'end'],
    );
    expect(`\n${text}\n`).toBe(`
Day      Open   Seats
------  ------  -----
Monday  *9:00*     12
Friday              7
`);
  });

  it('counts wide characters as two columns', () => {
    expect(textOfTable(['\u65e5 | x', 'abc | y']).split('\n')).toEqual(['\u65e5   x', '---  -', 'abc  y']);
  });

  it('stays in columns up to the width of the part, and no further', () => {
    const row = (width: number) => `${'a'.repeat(35)} | ${'b'.repeat(width - 37)}`;
    expect(textOfTable([row(textWidth), 'x | y']).split('\n')[1]).toHaveLength(textWidth);
    const lines = textOfTable([row(textWidth + 1), 'x | y']).split('\n');
    expect(lines[0]).toBe('x');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(textWidth);
  });

  it('has a line for each cell where columns are too wide', () => {
    const long = 'a text that is much too long for a column beside others, so it wraps';
    expect(textOfTable(['Day | What | Where', `Monday | ${long} | here`, '| x | y']).split('\n')).toEqual([
      'Monday',
      '  What: a text that is much too long for a column beside others, so it',
      '    wraps',
      '  Where: here',
      '',
      '  What: x',
      '  Where: y',
    ]);
  });

  it('has a line for each cell if a cell has a line break or a column has no header', () => {
    expect(textOfTable(['| B', 'x | y\\\nz'])).toBe('x\n  B: y\n    z');
    expect(textOfTable(['A | ', 'x | y\\\nz'])).toBe('x\n  y\n    z');
  });
});

describe('a table of four columns in a mail program that removes the style sheet', () => {
  const styleOf = async (rows: string[]) => {
    const block = `  - table:\n${rows.map((row) => `      - ${row}\n`).join('')}`;
    const en = tinyPublication.en
      .replace('  - divider: true\n', block)
      .replace(/ {2}- image[\s\S]*?Courant"\n/, '');
    const { issues } = await publish({
      'newsletter.yaml': tinyPublication.newsletter
        .replace('[en, nl]', '[en]')
        .replaceAll(/, nl: [\w ]+/g, ''),
      'content/a/en.yaml': en,
    });
    const html = issues[0]?.editions[0]?.edition.html.filter((part) => typeof part === 'string').join('');
    const cell = elementsOf(html ?? '').find(
      (each) => each.tagName === 'td' && attribute(each, 'role') === 'cell',
    );
    const style = (cell && attribute(cell, 'style')) ?? '';
    return ['font-size', 'word-break'].map((name) => new RegExp(`${name}: ([^;]+)`).exec(style)?.[1]);
  };

  it('has small letters if only these keep its words whole', async () => {
    expect(await styleOf(['A | B | C | D', 'one | two | three | four'])).toEqual(['16px', 'normal']);
    expect(await styleOf(['A | B | C | D', 'harbour | 1,000,000 | contractor | surveyor'])).toEqual([
      '13px',
      'normal',
    ]);
    expect(await styleOf(['A | B | C | D', 'harbours | 1,000,000 | contractors | hydrographers'])).toEqual([
      '13px',
      undefined,
    ]);
  });
});

describe('a table in HTML', async () => {
  const rows = ['Day | | Open', 'Monday | <b> | [*now*](https://example.org/)', 'Friday | & | '];
  const block = `  - table:\n${rows.map((row) => `      - "${row}"\n`).join('')}    align: [start, center, end]\n`;
  const en = tinyPublication.en
    .replace('  - divider: true\n', block)
    .replace(/ {2}- image[\s\S]*?Courant"\n/, '');
  const { issues } = await publish({
    'newsletter.yaml': tinyPublication.newsletter.replace('[en, nl]', '[en]').replaceAll(/, nl: [\w ]+/g, ''),
    'content/a/en.yaml': en,
  });
  const html = issues[0]?.editions[0]?.edition.html.filter((part) => typeof part === 'string').join('') ?? '';
  const cells = elementsOf(html).filter(
    (each) => ['th', 'td'].includes(each.tagName) && attribute(each, 'role')?.match(/cell|header/),
  );

  it('is a table to a screen reader, its headers with their scope', () => {
    expect(elementsOf(html).filter((each) => attribute(each, 'role') === 'table')).toHaveLength(1);
    expect(cells.map((each) => [each.tagName, attribute(each, 'scope')])).toEqual([
      ['th', 'col'],
      ['td', undefined],
      ['th', 'col'],
      ...Array.from({ length: 6 }, () => ['td', undefined]),
    ]);
  });

  it('aligns its columns and shows inline Markdown', () => {
    const aligned = cells.map((each) => /text-align: (\w+)/.exec(attribute(each, 'style') ?? '')?.[1]);
    expect(aligned).toEqual([
      'left',
      undefined,
      'right',
      'left',
      'center',
      'right',
      'left',
      'center',
      undefined,
    ]);
    expect(html).toMatch(/<a [^>]*href="https:\/\/example\.org\/"[^>]*><em>now<\/em><\/a>/);
    expect(textOf(html)).toContain('<b>');
  });
});
