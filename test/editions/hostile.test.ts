import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonFields } from '../../pipeline/content/blocks/block.ts';
import { isCollectionField, roleOf, type Shape } from '../../pipeline/content/blocks/fields.ts';
import { blockDefinition, blockKinds } from '../../pipeline/content/blocks/registry.ts';
import {
  correctionShape,
  issueShape,
  storyShape,
  withdrawalShape,
} from '../../pipeline/content/issue-schema.ts';
import { fillMergeText } from '../../pipeline/editions/merge-text.ts';
import type { RenderedEdition } from '../../pipeline/editions/render-editions.ts';
import { sampleValues } from '../../pipeline/editions/sample-values.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { pixel } from '../problems/tiny-publication.ts';
import { asMarkdown, asShown, hostileText } from './hostile-strings.ts';
import { publish } from './publish.ts';
import { attributesOf, skeletonOf, textOf } from './read-html.ts';

/** Gives a text for a field, and remembers it by the field's name. */
type Fill = (name: string, role: string | undefined) => unknown;

/** Texts are compared as they were written: no sign of theirs is set in another form. */
const asTyped = {
  quotes: ['"', '"'],
  singleQuotes: ["'", "'"],
  apostrophe: "'",
  dash: ' -- ',
  commaInside: false,
};

const unshown = new Set(['topics', 'notes', 'note']);

/** An object of a shape with all of its fields; those that hold no words have a fixed value. */
function fillShape(shape: Shape, prefix: string, fill: Fill): Record<string, unknown> {
  const fixed: Record<string, unknown> = {
    address: 'https://example.org/a?b=1&c=%22#d',
    asset: 'pixel.png',
    date: '2026-03-09',
    flag: true,
    choice: 'end',
    crop: { right: '10%' },
    focus: { x: '40%', y: '50%' },
  };
  const entries = Object.entries(shape).flatMap(([name, schema]): [string, unknown][] => {
    const role = roleOf(schema);
    if (role === undefined || ['id', 'slug', 'moment', 'period'].includes(role)) return [];
    const value = fixed[role] ?? fill(`${prefix}.${name}`, role);
    // A table has a header and a row below it.
    const several = role === 'cells' ? ['A | B', `${value} | x`] : [value];
    if (name === 'footnotes') return [[name, { a: value }]];
    return [[name, isCollectionField(schema) ? several : value]];
  });
  return Object.fromEntries(entries);
}

const marked = { paragraph: 'Marked.[^a]' };

/** Publications in which every field that holds words is filled: an article of all blocks, and a digest. */
function publicationOf(fill: Fill): Record<string, string | Uint8Array> {
  const head = (name: string) => fillShape(issueShape, name, fill);
  const withdrawn = fillShape(withdrawalShape, 'withdrawn', fill);
  const article = {
    ...head('article'),
    kind: 'article',
    status: 'ready',
    withdrawn,
    body: [
      ...blockKinds.map((kind) => fillShape({ ...blockDefinition(kind).shape, ...commonFields }, kind, fill)),
      marked,
    ],
    corrections: [fillShape(correctionShape, 'correction', fill)],
  };
  // One story is labelled; the other is read on by its headline.
  const { label: _label, ...unlabelled } = fillShape(storyShape, 'unlabelled', fill);
  const digest = {
    ...head('digest'),
    kind: 'digest',
    status: 'ready',
    body: [marked],
    stories: [fillShape(storyShape, 'story', fill), unlabelled],
  };
  const newsletter = {
    name: fill('newsletter.name', 'text'),
    description: fill('newsletter.description', 'text'),
    url: 'https://courant.example.org',
    sender: {
      address: 'courant@example.org',
      name: fill('newsletter.sender', 'text'),
      postal: fill('newsletter.postal', 'text'),
      help: 'mailto:help@example.org?subject=a&body=%22',
    },
    languages: { source: 'en', editions: ['en'], typography: { en: asTyped } },
  };
  return {
    'newsletter.yaml': JSON.stringify(newsletter),
    'content/article/en.yaml': JSON.stringify(article),
    'content/article/pixel.png': pixel,
    'content/digest/en.yaml': JSON.stringify(digest),
    'content/digest/pixel.png': pixel,
  };
}

/** Every field between two words of its own, so that it is found again whatever is in it. */
function frame(name: string, text: string): string {
  const word = name.replace(/\W/g, '');
  return `${word}BEGIN ${text} ${word}END`;
}

interface Rendered {
  readonly fields: ReadonlyMap<string, string>;
  readonly editions: readonly RenderedEdition[];
}

async function render(textFor: (name: string) => string): Promise<Rendered> {
  const fields = new Map<string, string>();
  const files = publicationOf((name, role) => {
    const own = textFor(name);
    // The lines of a sign-off are kept, which is its own test.
    const text = frame(name, name.endsWith('.signOff') ? own.replace(/[\r\n]+/g, ' ') : own);
    fields.set(name, text);
    if (role === 'cells') return asMarkdown(text).replaceAll('|', '\\|');
    return role === 'inline' ? asMarkdown(text) : text;
  });
  const { issues, problems } = await publish(files);
  // A long row of one letter is a placeholder to the checks, and text like any other to the renderer.
  const isOfContent = ({ file = '', code = '' }) =>
    code !== 'text-placeholder' && (file.startsWith('content/') || file === 'newsletter.yaml');
  expect(problems.filter((each) => each.severity === 'error' && isOfContent(each))).toEqual([]);
  return { fields, editions: issues.flatMap(({ editions }) => editions) };
}

const plain = await render(() => 'words');
const names = [...plain.fields.keys()];
const without = (text: string) => text.replace(/[\s>|]/g, '');

describe('hostile texts', () => {
  it('are in every field with words', () => {
    expect(names).toMatchInlineSnapshot(`
      [
        "withdrawn.text",
        "article.subject",
        "article.preheader",
        "article.kicker",
        "article.headline",
        "article.deck",
        "article.byline",
        "article.footnotes",
        "article.signOff",
        "article.topics",
        "paragraph.paragraph",
        "paragraph.note",
        "heading.heading",
        "heading.note",
        "quote.quote",
        "quote.by",
        "quote.note",
        "list.list",
        "list.note",
        "table.table",
        "table.caption",
        "table.note",
        "callout.callout",
        "callout.title",
        "callout.note",
        "image.alt",
        "image.caption",
        "image.credit",
        "image.note",
        "link.label",
        "link.note",
        "button.label",
        "button.note",
        "divider.note",
        "correction.text",
        "unlabelled.kicker",
        "unlabelled.headline",
        "unlabelled.summary",
        "unlabelled.alt",
        "unlabelled.caption",
        "unlabelled.credit",
        "unlabelled.label",
        "unlabelled.note",
        "digest.subject",
        "digest.preheader",
        "digest.kicker",
        "digest.headline",
        "digest.deck",
        "digest.byline",
        "digest.footnotes",
        "digest.signOff",
        "digest.topics",
        "story.kicker",
        "story.headline",
        "story.summary",
        "story.alt",
        "story.caption",
        "story.credit",
        "story.label",
        "story.note",
        "newsletter.name",
        "newsletter.description",
        "newsletter.sender",
        "newsletter.postal",
      ]
    `);
  });

  it('come out as text: in HTML and its attributes, in the text part, in subject, preheader and sender', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostileText, { minLength: names.length, maxLength: names.length }),
        hostileText,
        async (texts, subscriber) => {
          const hostile = await render((name) => texts[names.indexOf(name)] ?? '');
          for (const [index, { edition }] of hostile.editions.entries()) {
            const harmless = plain.editions[index];
            if (harmless === undefined) throw new Error('An edition is missing.');
            const html = fillMergeText(edition.html, sampleValues(edition, subscriber), escapeHtml);
            // Without a name there is no greeting.
            const values = sampleValues(edition, subscriber && 'A');
            const harmlessHtml = fillMergeText(harmless.edition.html, values, escapeHtml);
            const text = fillMergeText(edition.text, sampleValues(edition, subscriber), String);

            expect(skeletonOf(html)).toEqual(skeletonOf(harmlessHtml));
            expect(JSON.stringify(edition)).not.toMatch(/[\ufdd0-\ufdef]/);
            expect(shapeOf(edition)).toEqual(shapeOf(harmless.edition));

            const shown = without(`${textOf(html)} ${attributesOf(html).join(' ')}`);
            for (const [name, given] of hostile.fields) {
              if (!isIn(name, edition.issue)) continue;
              const expected = without(asShown(given));
              expect(shown).toContain(expected);
              if (!name.endsWith('.subject') && !name.endsWith('.preheader')) {
                expect(without(text)).toContain(expected);
              }
            }
            const field = (name: string) => asShown(hostile.fields.get(`${edition.issue}.${name}`) ?? '');
            expect(without(edition.subject)).toBe(without(field('subject')));
            expect(without(edition.preheader)).toBe(without(field('preheader')));
            expect(without(edition.headline)).toBe(without(field('headline')));
            expect(edition.subject + edition.preheader + edition.from.name + edition.list.name).not.toMatch(
              /[\p{Cc}\u202a-\u202e]/u,
            );
          }
        },
      ),
      { numRuns: 40, seed: 7 },
    );
  });

  it('as unescaped Markdown give only strong, emphasis, code, line breaks and links', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 9, maxLength: 9 }), async (texts) => {
        let next = 0;
        const files = publicationOf((name, role) => {
          if (role !== 'inline') return frame(name, 'words');
          // A blank line would be two paragraphs, and is an error.
          return `a ${texts[next++ % texts.length]?.replace(/\s+/g, ' ')} b`;
        });
        const { issues } = await publish(files);
        for (const [index, { edition }] of issues.flatMap(({ editions }) => editions).entries()) {
          const html = fillMergeText(edition.html, sampleValues(edition, 'A'), escapeHtml);
          const harmless = plain.editions[index]?.edition;
          const skeleton =
            harmless && skeletonOf(fillMergeText(harmless.html, sampleValues(edition, 'A'), escapeHtml));
          const marks = /^<(strong|em|code|br|a href)( style)?>$/;
          expect(skeletonOf(html).filter((tag) => !marks.test(tag))).toEqual(
            skeleton?.filter((tag) => !marks.test(tag)),
          );
        }
      }),
      { numRuns: 25, seed: 11 },
    );
  });
});

/** The open places of an edition: no more and no others than in a harmless one. */
function shapeOf(edition: RenderedEdition['edition']): unknown {
  const places = (text: RenderedEdition['edition']['html']): unknown[] =>
    text.flatMap((part) => {
      if (typeof part === 'string') return [];
      return 'field' in part ? [part.field] : [[part.when, places(part.present), places(part.absent)]];
    });
  return [places(edition.html), places(edition.text)];
}

/** Whether an edition shows a field: all but topics, notes, and what the archive alone shows. */
function isIn(name: string, issue: string): boolean {
  const [owner = '', field = ''] = name.split('.');
  if (unshown.has(field) || name === 'newsletter.description' || name === 'newsletter.sender') return false;
  if (owner === 'newsletter') return true;
  const isOfDigest = ['digest', 'story', 'unlabelled'].includes(owner);
  return name !== 'unlabelled.label' && (issue === 'digest') === isOfDigest;
}
