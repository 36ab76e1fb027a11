import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inline } from '../../pipeline/content/inline.ts';
import { printInline } from '../../pipeline/content/print-inline.ts';
import { refuseLink } from '../../pipeline/foundation/sources/link-address.ts';
import type { IntakeValue } from '../../pipeline/intake/blocks/intake-block.ts';
import { Steps } from '../../pipeline/intake/blocks/steps.ts';
import { takeIn } from '../../pipeline/intake/take-in.ts';

const tags =
  'p div span b i a ul ol li table tr td th h1 h3 blockquote pre code br hr img figure figcaption sup cite o:p'.split(
    ' ',
  );
const attributes = [
  ' href="https://a.example.org/"',
  ' href="javascript:x"',
  ' href="#n1"',
  ' id=n1',
  ' class="MsoListParagraph" style="mso-list:l0 level2 lfo1"',
  ' style="font-weight:700;display:none',
  ' colspan=3',
  ' src="data:image/png;base64,xx" alt="x"',
  '',
];
const token = fc.oneof(
  fc
    .tuple(fc.constantFrom(...tags), fc.constantFrom(...attributes))
    .map(([tag, given]) => `<${tag}${given}>`),
  fc.constantFrom(...tags).map((tag) => `</${tag}>`),
  fc.constantFrom(
    'word',
    ' ',
    '&nbsp;',
    '\n',
    '• ',
    '**',
    '|',
    '&',
    '<',
    '<!--',
    '-->',
    '<![endif]>',
    '\u200b',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const html = fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(''));

/** The work for a character. A level of a list or a quote costs a step for each level around it. */
const mostStepsPerCharacter = 8;

describe('any text', () => {
  it('becomes blocks of which each has words, and nothing that a mail cannot have', () => {
    fc.assert(
      fc.property(html, (text) => {
        for (const given of [{ html: text }, { text }]) {
          const steps = new Steps();
          const { blocks, footnotes, lost } = takeIn(given, { steps });
          expect(steps.count).toBeLessThan(1000 + mostStepsPerCharacter * text.length);
          for (const nodes of [
            ...blocks.flatMap(({ values }) => treesOf(values)),
            ...footnotes.map((each) => each.nodes),
          ]) {
            checkNodes(nodes);
            // Throws if the desk for writing could not save it.
            printInline(nodes);
          }
          for (const { at } of lost) expect(at).toBeLessThanOrEqual(blocks.length);
        }
      }),
      { numRuns: 150, seed: 9 },
    );
  });
});

function treesOf(value: IntakeValue | Readonly<Record<string, IntakeValue>>): (readonly Inline[])[] {
  if (typeof value !== 'object') return [];
  // An empty cell is part of its row.
  if ('cells' in value)
    return (value.cells as readonly { nodes: Inline[] }[])
      .map(({ nodes }) => nodes)
      .filter((nodes) => nodes.length > 0);
  if ('nodes' in value) return [value.nodes as readonly Inline[]];
  return Object.values(value).flatMap(treesOf);
}

function checkNodes(nodes: readonly Inline[], within: readonly string[] = []): void {
  expect(nodes).not.toHaveLength(0);
  for (const node of nodes) {
    if ('value' in node) expect(node.value).not.toBe('');
    if (node.type === 'link') expect(refuseLink(node.address)).toBeUndefined();
    if (!('children' in node)) continue;
    expect(within).not.toContain(node.type);
    checkNodes(node.children, [...within, node.type]);
  }
}

describe('the time for a hostile text is in proportion to its length:', () => {
  const many = 4_000;
  it.each([
    ['open elements', '<div>'.repeat(many)],
    ['open marks', '<b><i>'.repeat(many)],
    ['open tables', '<table><tr><td>'.repeat(many)],
    ['open quotes', '<blockquote>'.repeat(many)],
    ['ends of what was never opened', `${'<b>'.repeat(99)}${'</i>'.repeat(many)}`],
    ['attributes', `<p ${'href='.repeat(many)}>`],
    ['entities', '&amp;&lt;'.repeat(many)],
    ['entities that do not end', '&'.repeat(many)],
    ['beginnings of tags', '<'.repeat(many)],
    ['comments', '<!--'.repeat(many)],
    ['cells that cover others', `<table>${'<tr><td colspan=1000 rowspan=1000>1<td>2'.repeat(many / 2)}`],
    ['pictures', '<img src=cid:a> '.repeat(many)],
    ['names of speakers', `<blockquote><p>${'<cite>x</cite>'.repeat(many)}`],
    ['spaces in marks', ' <b> </b> '.repeat(many)],
  ])('%s', (_, evil) => {
    const steps = new Steps();
    takeIn({ html: `${evil}word` }, { steps });
    expect(steps.count).toBeLessThan(1000 + mostStepsPerCharacter * evil.length);
  });

  it('and is limited, in elements and in steps', () => {
    const tooLarge = expect.objectContaining({
      problems: [expect.objectContaining({ code: 'intake-too-large' })],
    });
    expect(() => takeIn({ html: '<td>'.repeat(100_001) })).toThrow(tooLarge);
    const steps = new Steps(10_000);
    expect(() => takeIn({ html: '<ul><li>x'.repeat(1000) }, { steps })).toThrow(tooLarge);
  });

  it.each([
    ['brackets', '['.repeat(9000)],
    ['signs of emphasis', '*a _b '.repeat(3000)],
    ['quotes in quotes', `${'> '.repeat(5000)}x`],
    ['cells', '|a'.repeat(9000)],
    ['definitions', '[a]: https://a.example.org/\n\n'.repeat(4000)],
  ])('Markdown with very many %s is read as plain text', (_, evil) => {
    const { blocks } = takeIn({ text: `# Not a heading\n\n${evil}` });
    expect(blocks[0]).toEqual({
      kind: 'paragraph',
      values: { paragraph: { nodes: [{ type: 'text', value: '# Not a heading' }] } },
    });
  });
});
