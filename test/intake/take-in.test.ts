import { describe, expect, it, test } from 'vitest';
import { foldFootnotes } from '../../pipeline/intake/blocks/fold-footnotes.ts';
import { takeIn } from '../../pipeline/intake/take-in.ts';
import { inText } from './review.ts';

/** The inline text of each paragraph, heading and quote. */
function textsOf(given: Parameters<typeof takeIn>[0]): string[] {
  return takeIn(given).blocks.map(({ kind, values }) => {
    const value = values[kind];
    return typeof value === 'object' && 'nodes' in value ? inText(value.nodes) : kind;
  });
}

describe('inline text', () => {
  it.each([
    ['spaces outside of marks', 'a<b> b </b>c', 'a **b** c'],
    ['spaces within marks that go on', '<b>a </b><b>b</b>', '**a b**'],
    ['no marks around spaces only', 'a<b> </b>c', 'a c'],
    ['nested marks of the same kind as one', '<b>a <strong>b</strong></b> c', '**a b** c'],
    ['the mark that extends furthest outside', '<i>a <b>b</b></i><b> c</b>', '*a **b*** **c**'],
    [
      'a link with marks in it',
      '<a href="https://a.example.org/"><b>x</b></a>',
      '[**x**](https://a.example.org/)',
    ],
    [
      'one link from its pieces',
      '<a href="https://a.example.org/">x</a><a href="https://a.example.org/">y</a>',
      '[xy](https://a.example.org/)',
    ],
    ['no break at an end', '<br>a<br>b<br>', 'a \\ b'],
    ['a no-break space that was typed', '10&nbsp;km', '10⍽km'],
    ['no other no-break spaces', 'a&nbsp; b &nbsp;c', 'a b c'],
    ['no characters that nobody sees', 'a\u200bb\u00adc\ufeffd\u202ee\u0007f\ud800', 'abcdef\ufffd'],
    ['the joiners of emoji and of scripts', '👩\u200d🚀 می\u200cخواهم', '👩\u200d🚀 می\u200cخواهم'],
    [
      'weights that undo a mark',
      '<b style="font-weight:normal">a</b><span style="font-weight:700">b</span>',
      'a**b**',
    ],
    ['a space that a browser copied', 'a<span>&nbsp;</span><b>b</b>', 'a **b**'],
    [
      'the emoji of a picture',
      'a <img class="emoji" alt=":tada:" src="https://a.example.org/1f389.png">',
      'a 🎉',
    ],
    [
      'no reference of an encyclopedia',
      'a<sup><a href="https://a.example.org/x#cite_note-5"><span>[</span>5]</a></sup>',
      'a',
    ],
    ['the letters of ligatures', 'o\ufb03ce \ufb01nd', 'office find'],
    [
      'no words that a tracked change deleted',
      'a <del datetime="2026-03-09T10:00">b</del><ins>c</ins>',
      'a c',
    ],
    ['raised numbers as letters', 'm<sup>2</sup>, 1<sup>st</sup>, H<sub>2</sub>O', 'm², 1st, H₂O'],
    ['signs of Markdown as text', '*a* _b_ [c](d)', '*a* _b_ [c](d)'],
  ])('has %s', (_, html, expected) => {
    expect(textsOf({ html: `<p>${html}</p>` })).toEqual([expected]);
  });
});

describe('the address of a link', () => {
  const linkOf = (address: string) => {
    const { blocks, lost } = takeIn({ html: `<p><a href="${address}">words</a></p>` });
    const [text] = blocks.map(({ values }) => inText((values['paragraph'] as { nodes: [] }).nodes));
    return text === 'words' ? lost.map(({ what, name }) => `${what} ${name}`) : text;
  };

  it.each([
    ['https://a.example.org/?utm_source=x', '[words](https://a.example.org/?utm_source=x)'],
    ['//a.example.org/x', '[words](https://a.example.org/x)'],
    ['https://a.example.org/a b', '[words](https://a.example.org/a%20b)'],
    ['mailto:desk@example.org?subject=x', '[words](mailto:desk@example.org?subject=x)'],
    [
      'https://www.google.com/url?q=https://b.example.org/%3Fx%3D1&amp;sa=D',
      '[words](https://b.example.org/?x=1)',
    ],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fb.example.org%2F', '[words](https://b.example.org/)'],
    [
      'https://www.google.com/url?q=javascript:alert(1)',
      '[words](https://www.google.com/url?q=javascript:alert(1))',
    ],
    ['java\nscript:alert(1)', []],
    ['/about', ['link /about']],
    ['#part', ['link #part']],
    ['file:///C:/secret.docx', ['link file:///C:/secret.docx']],
    ['https://user:secret@a.example.org/', ['link https://user:secret@a.example.org/']],
    ['data:text/html,x', ['link data:text/html,x']],
  ])('%s', (address, expected) => {
    expect(linkOf(address)).toEqual(expected);
  });
});

describe('blocks', () => {
  it('are none for a text without words', () => {
    expect(takeIn({ html: '<p>&nbsp;</p><div><br></div><b> </b><script>x</script>', text: 'x' })).toEqual({
      blocks: [],
      footnotes: [],
      lost: [],
    });
  });

  it('begin where a chat has the end of a paragraph', () => {
    const html = 'One<span class="c-mrkdwn__br" data-stringify-type="paragraph-break"></span>two';
    expect(textsOf({ html })).toEqual(['One', 'two']);
  });

  it('keep the boxes of a list that can be ticked', () => {
    const html =
      '<ul><li role="checkbox" aria-checked="true"><p>a</p></li><li role="checkbox" aria-checked="false">b</li>' +
      '<li><div class="checkbox checkbox-on"></div> <span>c</span></li></ul>';
    expect(takeIn({ html }).blocks).toEqual(takeIn({ text: '- ☑ a\n- ☐ b\n- ☑ c' }).blocks);
  });

  it('have the remark of an author, and not the margin of a page', () => {
    const html = '<aside>💡 Mind the step.</aside><aside class="related">More</aside><p>a</p>';
    expect(textsOf({ html })).toEqual(['💡 Mind the step.', 'a']);
  });

  it('have the margin of a page if somebody copied only that', () => {
    const html = '<div class="infobox"><p>Hoorn</p><p>73,000 people</p></div>';
    expect(textsOf({ html })).toEqual(['Hoorn', '73,000 people']);
    expect(textsOf({ html: `${html}<p>A town.</p>` })).toEqual(['A town.']);
  });

  it('have the headings of a numbered list as headings, without their numbers', () => {
    const word =
      '<h1 style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.<span>&nbsp; </span></span>Aims</h1>';
    for (const html of [word, '<ol><li><h1>Aims</h1></li></ol>']) {
      const { blocks, lost } = takeIn({ html });
      expect(blocks).toEqual([
        { kind: 'heading', values: { heading: { nodes: [{ type: 'text', value: 'Aims' }] } } },
      ]);
      expect(lost.map(({ what }) => what)).toEqual(['heading-number']);
    }
  });

  it('have no divider before words that are lost, and one before a picture that is', () => {
    const kinds = (html: string) => takeIn({ html }).blocks.map(({ kind }) => kind);
    expect(kinds('<p>a</p><hr><nav>b</nav>')).toEqual(['paragraph']);
    expect(kinds('<p>a</p><hr><figure><img src="cid:b"><figcaption>c</figcaption></figure>')).toEqual([
      'paragraph',
      'divider',
    ]);
  });

  it('of a quote have the name of the speaker, and its link is named as lost', () => {
    const { blocks, lost } = takeIn({
      html: '<blockquote><p>a</p><cite><a href="https://a.example.org/">Jan</a></cite></blockquote>',
    });
    expect(blocks.map(({ values }) => values['by'])).toEqual(['Jan']);
    expect(lost.map(({ what, name }) => [what, name])).toEqual([['link', 'https://a.example.org/']]);
  });

  it('have footnotes whose addresses a browser made whole', () => {
    const html =
      '<p>a<a id="footnote-anchor-1" href="https://a.example.org/p/x#footnote-1">1</a></p>' +
      '<div><a id="footnote-1" href="https://a.example.org/p/x#footnote-anchor-1">1</a><div><p>The note.</p></div></div>';
    const { footnotes } = takeIn({ html });
    expect(textsOf({ html })).toEqual(['a[^1]']);
    expect(footnotes.map(({ nodes }) => inText(nodes))).toEqual(['The note.']);
  });

  it('begin at two breaks', () => {
    expect(textsOf({ html: 'a<br>b<br> <br>c' })).toEqual(['a \\ b', 'c']);
  });

  it('survive missing, wrong and crossed tags', () => {
    expect(textsOf({ html: '<p>a<p>b</div></p><b>c<i>d</b>e</i><table><td>f' })).toEqual([
      'a',
      'b',
      '**c*d***e',
      'f',
    ]);
  });

  it('of a picture in the middle of a sentence come after it', () => {
    const { blocks, lost } = takeIn({
      html: '<p>One <img src="cid:logo@x" alt="A logo"> sentence.</p><p>Two.</p>',
    });
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph']);
    expect(lost).toEqual([{ what: 'picture', at: 1, near: 'Two.', name: 'logo', values: { alt: 'A logo' } }]);
  });

  it('keep the label of a footnote that the issue does not have yet', () => {
    const text = 'a[^1] **b**[^2]\n\n[^1]: One\n\n[^2]: Two';
    const taken = takeIn({ text }, { labels: ['1'] });
    expect(taken.footnotes.map(({ label, nodes }) => `${label} ${inText(nodes)}`)).toEqual([
      '2 One',
      '3 Two',
    ]);
    const folded = foldFootnotes(taken);
    expect(folded.blocks.map(({ values }) => inText((values['paragraph'] as { nodes: [] }).nodes))).toEqual([
      'a[2] **b**[3]',
      '[2] One',
      '[3] Two',
    ]);
  });
});

test('code has nothing of the page around it', () => {
  const html = '<pre><div>bash<button>Copy</button></div><code>npm install</code></pre>';
  expect(textsOf({ html })).toEqual(['`npm install`']);
  expect(textsOf({ html: '<pre>a <code>b</code> c</pre>' })).toEqual(['`a b c`']);
  expect(textsOf({ html: '<pre><code>a</code>\n<code>b</code></pre>' })).toEqual(['`a` \\ `b`']);
});

describe('plain text', () => {
  it.each([
    [
      'joins the lines that a program broke',
      `${'word '.repeat(14)}\nshort end`,
      [`${'word '.repeat(14)}short end`],
    ],
    ['keeps the lines that somebody typed', 'Street 1\nTown\nLand', ['Street 1 \\ Town \\ Land']],
    ['takes long lines for paragraphs', `${'word '.repeat(30)}\nTwo`, ['word '.repeat(30).trim(), 'Two']],
    ['knows lists', 'Bring:\n- a *coat*\n- money', ['Bring:', 'list']],
    [
      'knows quotes and signatures',
      'Yes.\n> Is it\n> open?\n\nAda\n-- \nThe desk',
      ['Yes.', 'Is it \\ open?', 'Ada', 'The desk'],
    ],
    ['knows numbers with empty lines between them', '1. a\n\n2. b\n\n3. c', ['list']],
    ['knows numbers only in a row', '1986. A good year.', ['1986. A good year.']],
    ['knows lines of signs', 'a\n\n* * *\n\nb', ['a', 'divider', 'b']],
    [
      'finds addresses',
      'See https://a.example.org/x_(y), or not.',
      ['See <https://a.example.org/x_(y)>, or not.'],
    ],
    [
      'takes a number alone for that of a heading',
      '1. Aims\n\nWe read.\n\n2. Means\n\nBooks.',
      ['1. Aims', 'We read.', '2. Means', 'Books.'],
    ],
    [
      'joins words that were divided, and keeps compounds',
      'The members walked along the whole new path of the north-\nwest side, where the pre- and postwar houses are in twi-\nlight, and came to North-\nHolland and to the north-west sta-\ntion of the pre-\nand postwar line.',
      [
        'The members walked along the whole new path of the north-west side, where the pre- and postwar houses are in twilight, and came to North-Holland and to the north-west station of the pre- and postwar line.',
      ],
    ],
    ['does not take sentences for a table', 'a,b\nOne, two\nc,d', ['a,b \\ One, two \\ c,d']],
    ['does not read HTML', '<b>a</b> &amp; b', ['<b>a</b> &amp; b']],
  ])('%s', (_, text, expected) => {
    expect(textsOf({ text })).toEqual(expected);
  });
});

describe('a table', () => {
  const rowsOf = (html: string) => {
    const { blocks, lost } = takeIn({ html });
    const rows = blocks.flatMap(({ kind, values }) =>
      kind === 'table' ? (values['table'] as unknown[]) : [kind],
    );
    return [rows.map((row) => (typeof row === 'string' ? row : cellsOf(row))), lost.map(({ what }) => what)];
  };
  const cellsOf = (row: unknown) =>
    (row as { cells: { nodes: [] }[] }).cells.map(({ nodes }) => inText(nodes)).join(' | ');

  it('fills the places of merged cells', () => {
    const html =
      '<table><tr><th>a</th><th colspan=2>b</th></tr><tr><td rowspan=2>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr></table>';
    expect(rowsOf(html)).toEqual([['a | b | ', '1 | 2 | 3', ' | 4 | 5'], ['merged-cells']]);
  });

  it('that arranges a page gives its parts', () => {
    expect(
      rowsOf('<table role=presentation><tr><td><h1>a</h1></td><td><p>b</p><p>c</p></td></tr></table>'),
    ).toEqual([['heading', 'paragraph', 'paragraph'], []]);
  });

  it('with more columns than an article can have gives paragraphs', () => {
    const row = `<tr>${'<td>x</td>'.repeat(60)}</tr>`;
    expect(takeIn({ html: `<table>${row}${row}</table>` }).blocks).toHaveLength(120);
  });
});
