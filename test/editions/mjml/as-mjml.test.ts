import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hasIndependentParts } from '../../../pipeline/editions/mjml/has-independent-parts.ts';
import { parseMjml } from '../../../pipeline/editions/mjml/parse-mjml.ts';
import { createForms, createMjmlRenderer } from '../../../pipeline/editions/mjml/render-mjml.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { escapeHtml } from '../../../pipeline/foundation/text/escape-html.ts';
import { tinyFiles } from '../../problems/tiny-publication.ts';
import { withTexts } from '../another-language.ts';
import { hostilePieces } from '../hostile-strings.ts';
import { repository } from '../publish.ts';
import { byMjml, mailsOf } from './mails-of.ts';

/** What one renderer makes of mails, one after the other. */
async function byForms(texts: readonly string[]): Promise<string[]> {
  const render = createMjmlRenderer(undefined, createForms());
  const made: string[] = [];
  for (const text of texts) {
    const result = await render({ text, origin: () => undefined });
    if ('refusals' in result) throw new Error(JSON.stringify(result.refusals));
    made.push(result.html);
  }
  return made;
}

describe('a mail assembled from forms equals the one that MJML makes', () => {
  it.each([
    ['with the articles of this repository', async () => repository],
    ['in other languages, from right to left too', async () => memoryFiles(await withTexts(repository))],
  ])('%s', async (_, open) => {
    const { mails } = await mailsOf(await open());
    expect(mails.length).toBeGreaterThan(3);
    const plain = await Promise.all(mails.map(byMjml));
    // Once while the forms are learned, and once while they are known.
    expect(await byForms([...mails, ...mails])).toEqual([...plain, ...plain]);
  });

  // A quotation mark and a comment in one inline style are enough, and each mail takes a hundred times as long.
  it.each(['gazette', 'magazine', 'bulletin'])(
    'and always put together of forms in the theme %s',
    async (theme) => {
      const newsletter = `${tinyFiles['newsletter.yaml']}theme: ${theme}\n`;
      const { mails } = await mailsOf(memoryFiles({ ...tinyFiles, 'newsletter.yaml': newsletter }));
      expect(mails).toHaveLength(4);
      for (const text of mails) {
        const parsed = parseMjml(text);
        expect(parsed && hasIndependentParts(parsed)).toBe(true);
      }
      expect(await byForms(mails)).toEqual(await Promise.all(mails.map(byMjml)));
    },
  );

  it('regardless of its words', async () => {
    const word = fc.oneof(fc.constantFrom(...hostilePieces), fc.string({ unit: 'grapheme' }));
    const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((pieces) => {
      // As content is before it gets into a view.
      return escapeHtml(
        pieces
          .join(' ')
          .toWellFormed()
          .replace(/[\u0000\r\ufdd0-\ufdef\ufffe\uffff]/gu, ''),
      );
    });
    const render = createMjmlRenderer(undefined, createForms());
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 8, maxLength: 8 }), async (said) => {
        const text = mail(...said);
        const result = await render({ text, origin: () => undefined });
        expect(result).toEqual({ html: await byMjml(text) });
      }),
      { numRuns: 200 },
    );
  });

  it('regardless of its tags and of the rules that style them', async () => {
    const name = fc.constantFrom('p', 'a', 'em', 'b', 'ul', 'li', 'table', 'tr', 'td', 'span', 'h2');
    const kind = fc.constantFrom('', ' class="one"', ' class="two"', ' title="t"', ' style="color: teal"');
    const { html } = fc.letrec<{ html: string; element: string }>((tie) => ({
      html: fc
        .array(
          fc.oneof(
            { maxDepth: 4, depthIdentifier: 'html' },
            fc.constantFrom(' ', 'word', '<br />', '&#160;'),
            tie('element'),
          ),
          { maxLength: 3 },
        )
        .map((all) => all.join('')),
      element: fc
        .tuple(name, kind, tie('html'))
        .map(([tag, attributes, inner]) => `<${tag}${attributes}>${inner}</${tag}>`),
    }));
    const compound = fc.tuple(fc.oneof(name, fc.constant('')), fc.constantFrom('', '.one', '.two'));
    const selector = fc
      .array(fc.tuple(compound, fc.constantFrom(' ', ' > ')), { minLength: 1, maxLength: 3 })
      .map((all) => all.map(([parts, by], at) => `${at > 0 ? by : ''}${parts.join('') || '*'}`).join(''));
    const declaration = fc.constantFrom(
      'color: red',
      'padding: 1px',
      'padding-left: 2px',
      'width: 9px',
      'text-align: right',
      'background-color: #fedcba !important',
    );
    const rule = fc.tuple(selector, declaration).map(([of, is]) => `${of} { ${is} }`);
    const block = fc
      .tuple(fc.constantFrom('mj-text', 'mj-raw', 'mj-table'), kind, html)
      .map(([tag, attributes, inner]) => {
        const own = attributes.replace(' class=', ' css-class=').replace(/ (title|style)=".*/, '');
        return `<${tag}${tag === 'mj-raw' ? '' : own}>${inner}</${tag}>`;
      });
    const rules = fc.array(rule, { maxLength: 4 });
    const mails = fc.array(fc.array(block, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(rules, mails, async (css, bodies) => {
        const style = css.join('\n');
        const texts = bodies.map((blocks) => inBody(inColumn(blocks.join('')), { style }));
        expect(await byForms(texts)).toEqual(await Promise.all(texts.map(byMjml)));
      }),
      { numRuns: 100 },
    );
  });

  it.each(Object.entries(unusual()))('with %s', async (_, text) => {
    const other = text.replaceAll('word', 'phrase');
    expect(await byForms([text, other, text])).toEqual([
      await byMjml(text),
      await byMjml(other),
      await byMjml(text),
    ]);
  });

  it.each(Object.entries(siblings()))('after another one, %s', async (_, [first, second]) => {
    for (const pair of [
      [first, second],
      [second, first],
    ] as const) {
      expect(await byForms(pair)).toEqual([await byMjml(pair[0]), await byMjml(pair[1])]);
    }
  });

  it('refuses what MJML refuses, also once it knows the form', async () => {
    const render = createMjmlRenderer(undefined, createForms());
    const whole = inBody(inColumn('<mj-text>a</mj-text>'));
    await render({ text: whole, origin: () => undefined });
    const broken = whole.replace('</mj-section>', '</mj-section1>');
    expect(await render({ text: broken, origin: () => undefined })).toHaveProperty('refusals');
  });
});

function mail(...said: string[]): string {
  const [title, raw, text, address, label, alt, cell, last] = said;
  return inBody(
    `<mj-raw><div title="${alt}">${raw}</div></mj-raw>
    <mj-section css-class="sheet"><mj-column>
      <mj-text css-class="text"><p>${text} <a class="quiet" lang="${alt}" hreflang="${cell}" href="${address}">${label}</a><br /> ${last}</p></mj-text>
      <mj-button href="${address}" title="${title}">${label}</mj-button>
      <mj-image src="${address}" alt="${alt}" width="100px" />
      <mj-table><tr><td>${cell}</td></tr></mj-table>
    </mj-column></mj-section>`,
    { title, lang: raw },
  );
}

function inBody(
  body: string,
  { title = 'Title', head = '', style = 'p { margin: 0 } .text a { color: red }', lang = 'en' } = {},
) {
  return `<mjml lang="${lang}" dir="ltr"><mj-head><mj-title>${title}</mj-title>${head}
    <mj-style inline="inline">${style}</mj-style></mj-head><mj-body>${body}</mj-body></mjml>`;
}

const inColumn = (content: string) => `<mj-section><mj-column>${content}</mj-column></mj-section>`;

/** Two mails that are nearly alike, so that what one has taught might be taken for the other too. */
function siblings(): Record<string, readonly [string, string]> {
  const text = (content: string, attributes = '') => `<mj-text${attributes}>${content}</mj-text>`;
  const plain = inColumn(text('<p>a</p>'));
  const font = { head: '<mj-font name="Foo" href="https://example.org/foo.css" />' };
  const raw = (content: string) => `<mj-raw>${content}</mj-raw>`;
  const styled = { style: 'p { color: red } code { color: green } a p { color: blue }' };
  return {
    'with a font of its own': [
      inBody(inColumn(text('x', ' font-family="Foo"')), font),
      inBody(inColumn(text('x', ' font-family="Foo"'))),
    ],
    'in which that font is used': [
      inBody(plain, font),
      inBody(inColumn(text('<p style="font-family: Foo">a</p>')), font),
    ],
    'with the code of a template that goes on to another block': [
      inBody(inColumn(text('<p>a</p>') + text('<code>b</code>') + text('<p>c</p>')), styled),
      inBody(inColumn(text('<p>{{a</p>') + text('<code>b</code>') + text('<p>c}}</p>')), styled),
    ],
    'with code that begins in an attribute and ends in another one': [
      inBody(inColumn(text('<p title="a">a</p>') + text('<p>b</p>') + text('<p title="c">c</p>')), styled),
      inBody(inColumn(text('<p title="<%">a</p>') + text('<p>b</p>') + text('<p title="%>">c</p>')), styled),
    ],
    'with code that ends in the same block': [
      inBody(inColumn(text('<p><code>{{</code> and <code>}}</code></p>')), styled),
      inBody(inColumn(text('<p><code>x</code> and <code>y</code></p>')), styled),
    ],
    'with raw HTML that leaves an element open': [
      inBody(`${raw('<a id="n" />')}${plain}`, styled),
      inBody(`${raw('<a id="n" />')}${raw('<a id="n" />')}${plain}`, styled),
    ],
    'with raw HTML in a column that leaves one open': [
      inBody(inColumn(`${raw('<a id="n" />')}${text('<p>a</p>')}`), styled),
      inBody(inColumn(`${raw('y')}${text('<p>a</p>')}`), styled),
    ],
    'with cells that end those around them': [
      inBody(inColumn('<mj-table><tr><td><tr></tr></td></tr></mj-table>'), styled),
      inBody(inColumn('<mj-table><tr><td>a</td></tr></mj-table>'), styled),
    ],
    'with a comment for Outlook around other blocks': [
      inBody(
        inColumn(`${raw('<!--[if !mso]><!-->')}${text('<p>a  b</p>')}${raw('<!--<![endif]-->')}`),
        styled,
      ),
      inBody(inColumn(text('<p>a  b</p>')), styled),
    ],
    'with rules in other quotes': [
      inBody(`${plain}${plain}`).replace('inline="inline">', `inline='inline'>tr + tr { color: red }`),
      inBody(plain).replace('inline="inline">', `inline='inline'>tr + tr { color: red }`),
    ],
    'with lists that end the paragraphs around them': [
      inBody(inColumn(text('<p>a <ul><li>b</li></ul> c</p>')), styled),
      inBody(inColumn(text('<p>d <ul><li>e</li><li>f</li></ul></p>') + text('<p>g</p>')), styled),
    ],
    'with links in other surroundings': [
      inBody(inColumn(text('<a href="a"><p>b</p></a><p>c <a href="d">e <code>f</code></a></p>')), styled),
      inBody(
        inColumn(text('<p>g <a href="h"><b>i</b></a></p><a href="j"><p><code>k</code></p></a>')),
        styled,
      ),
    ],
    'with columns of one width and gutters': [
      inBody(`${guttered('5%', '0')}${guttered('20px', '0 50px')}`),
      inBody(`${guttered('20px', '0 50px')}${guttered('20px', '0')}`),
    ],
    'with a gutter for all sections': [
      inBody(padded('0', '0 50px'), gutters),
      inBody(padded('0 50px', '0'), gutters),
    ],
    'with raw HTML for the beginning of the file': [
      inBody(`<mj-raw position="file-start"><!-- a --></mj-raw>${plain}`),
      inBody(`<mj-raw position="file-start">b</mj-raw>${plain}`),
    ],
    'with quotes in its title': [
      inBody(plain, { title: 'The "Daily" news' }),
      inBody(plain, { title: 'The daily news' }),
    ],
    'with previews': [
      inBody(plain, { head: '<mj-preview>One "and" two</mj-preview>' }),
      inBody(plain, { head: '<mj-preview>Three</mj-preview>' }),
    ],
    'with groups whose widths share a class': [
      inBody(groups('33.3%', '33.4%')),
      inBody(groups('33.3%', '33.4%', '33.3%')),
    ],
    'with end tags that have blanks': [
      inBody(`${inColumn('<mj-text>a</mj-text >')}${narrow('50%')}`),
      inBody(`${inColumn('<mj-text>a</mj-text >')}${narrow('60%')}`),
    ],
    'with attributes that look like others': [
      inBody(inColumn(text(`<p title=' alt="a" '>a</p><p rel=" title=" href="x">b</p>`)), styled),
      inBody(inColumn(text(`<p title=' alt="b" '>a</p><p rel=" title=" href="y">b</p>`)), styled),
    ],
  };
}

const gutters = { head: '<mj-attributes><mj-section gutter="20px" /></mj-attributes>' };

const padded = (...paddings: string[]) =>
  paddings
    .map(
      (padding) =>
        `<mj-section padding="${padding}"><mj-column><mj-text>b</mj-text></mj-column></mj-section>`,
    )
    .join('');

const guttered = (gutter: string, padding: string) =>
  `<mj-section gutter="${gutter}" padding="${padding}"><mj-column><mj-text>b</mj-text></mj-column></mj-section>`;

const narrow = (width: string) =>
  `<mj-section><mj-column width="${width}"><mj-text>b</mj-text></mj-column></mj-section>`;

const groups = (...widths: string[]) =>
  widths
    .map(
      (width) =>
        `<mj-section><mj-group width="${width}"><mj-column><mj-text>a</mj-text></mj-column></mj-group></mj-section>`,
    )
    .join('');

/** Mails that are unlike ours: what can be cut into parts, and what must not be. */
function unusual(): Record<string, string> {
  const twice = inColumn(
    '<mj-text><p>word one</p><p>word two</p></mj-text><mj-text><p>word three</p></mj-text>',
  );
  return {
    'several columns': inBody(
      `<mj-section><mj-column width="30%"><mj-text>word</mj-text></mj-column>
       <mj-column width="70%"><mj-image src="word.png" width="90px" alt="word" /></mj-column></mj-section>${twice}`,
    ),
    'a wrapper and a group': inBody(
      `<mj-wrapper background-color="#eeeeee">${twice}<mj-section><mj-group><mj-column><mj-text>word</mj-text></mj-column>
       </mj-group></mj-section></mj-wrapper>${twice}`,
    ),
    'nothing in a column, and a section without one': inBody(
      `<mj-section><mj-column></mj-column></mj-section><mj-section><mj-column /></mj-section><mj-section></mj-section>${twice}`,
    ),
    'rules that look at neighbours': inBody(twice, {
      style: 'p + p { color: red } p:first-child { margin: 0 }',
    }),
    'rules that look at what is filled in': inBody(
      inColumn('<mj-text><p id="word">word</p></mj-text>').replace('word', 'here'),
      { style: '#here { color: red } p { margin: 0 }' },
    ),
    'a head that changes elements': inBody(inColumn('<mj-text css-class="a"><p>word</p></mj-text>'), {
      head: '<mj-html-attributes><mj-selector path=".a p"><mj-html-attribute name="data-a">1</mj-html-attribute></mj-selector></mj-html-attributes>',
    }),
    'comments, for Outlook and for nobody': inBody(
      `<mj-raw><!--[if mso]>  <b>word</b>   word <![endif]--></mj-raw>
       <!-- word -->${inColumn('<mj-text><!-- word --><p>word</p></mj-text>')}`,
    ),
    'code of a template': inBody(
      inColumn('<mj-raw><% if %></mj-raw><mj-text><p>word</p></mj-text><mj-raw><% end %></mj-raw>'),
    ),
    'a sign that is no tag': inBody(inColumn('<mj-text>1 < 2, word</mj-text>')),
    'styles of its own': inBody(
      inColumn(
        '<mj-text><p style="color: blue" align="left">word</p><table width="50"><tr><td>word</td></tr></table></mj-text>',
      ),
    ),
    'addresses that are empty or a truth value': inBody(
      inColumn(
        '<mj-image src="word.png" alt="" /><mj-image src="word.png" alt="true" title="false" /><mj-button>word</mj-button>',
      ),
    ),
    'an attribute that is the value of the one before it': inBody(
      inColumn('<mj-text><a rel= title="word two" href="word">word</a></mj-text>'),
    ),
    'elements with a mind of their own': inBody(
      inColumn(
        '<mj-social><mj-social-element name="facebook" href="word">word</mj-social-element></mj-social>',
      ),
    ),
    'blanks around its words': inBody(
      inColumn('<mj-text>\n  word <b> word </b>\n\n</mj-text><mj-text>   </mj-text>'),
    ),
  };
}
