import { describe, expect, it } from 'vitest';
import { templateRules } from '../../../pipeline/check/template-rules.ts';
import { emailRules, textRules } from '../../../pipeline/editions/edition-rules.ts';
import type { Files } from '../../../pipeline/foundation/files/files.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { templateKinds } from '../../../pipeline/publication/publication.ts';
import type { AddedHelper } from '../../../pipeline/publication/templates/helper-rules.ts';
import { type LintRules, lintTemplates } from '../../../pipeline/publication/templates/lint-templates.ts';
import { readTemplates } from '../../../pipeline/publication/templates/read-templates.ts';
import {
  fields,
  list,
  optional,
  type ViewShape,
} from '../../../pipeline/publication/templates/view-shape.ts';
import { repository } from '../../editions/publish.ts';
import { layerOf } from './layer-of.ts';

const view: ViewShape = fields(['title'], {
  deck: fields(['text']),
  note: optional(fields(['text'])),
  items: list(fields(['name'], { tags: list('value'), image: optional(fields(['src'])) })),
  body: list('block'),
  merge: fields([], { name: 'name', link: 'value' }),
});
const blocks = { quote: fields(['kind', 'quote', 'by']), rule: fields(['kind']) };
const rules: LintRules = { entry: 'main', view, blocks, raw: false };

/** The problems of templates, as `code place: names`, and the texts that they use. */
async function lint(templates: Readonly<Record<string, string>> | string, over: Partial<LintRules> = {}) {
  const files = typeof templates === 'string' ? { main: templates } : templates;
  const paths = Object.entries(files).map(([name, text]) => [`templates/mail/${name}.hbs`, text]);
  const report = new Report();
  const set = await readTemplates([layerOf(memoryFiles(Object.fromEntries(paths)))], 'mail', report);
  const uses = lintTemplates(set, { ...rules, ...over }, report);
  const problems = report.problems.map(({ code, file = '', line, column, message }) => {
    const name = file.replace(/^templates\/mail\/(.*)\.hbs$/, '$1');
    return `${code} ${name}:${line}:${column} ${/"([^"]*)"/.exec(message)?.[1] ?? message}`;
  });
  return { problems, uses };
}

const used = { 'blocks/quote': '{{quote}}{{#if by}}{{by}}{{/if}}', 'blocks/rule': '-' };

describe('known names raise no problem', () => {
  it.each([
    ['a name', '{{title}} {{deck.text}} {{this.title}} {{./title}} {{@root.title}}'],
    ['the length of a list', '{{items.length}}'],
    ['if and else', '{{#if deck}}{{deck.text}}{{else if title}}{{title}}{{else}}-{{/if}}'],
    ['unless', '{{#unless deck}}{{title}}{{/unless}}'],
    ['an inverted block', '{{^if deck}}{{title}}{{/if}}'],
    ['each', '{{#each items}}{{name}} {{../title}} {{@index}}{{@first}}{{@last}}{{else}}{{title}}{{/each}}'],
    [
      'each within each',
      '{{#each items}}{{#each tags}}{{this}} {{../name}} {{../../title}} {{@../index}}{{/each}}{{/each}}',
    ],
    ['block parameters', '{{#each items as |item at|}}{{item.name}} {{at}} {{name}}{{/each}}'],
    ['with', '{{#with deck}}{{text}} {{../title}}{{/with}}'],
    ['with and a block parameter', '{{#with deck as |it|}}{{it.text}}{{/with}}'],
    ['lookup', '{{lookup deck "text"}} {{#with (lookup items 0)}}{{name}}{{/with}}'],
    ['a sub-expression', '{{#if (lookup deck "text")}}{{title}}{{/if}}'],
    ['values in a hash', '{{t "mail:text" title=title deck=(lookup deck "text") number=1}}'],
    ['white space control', '{{~#if deck~}} {{~deck.text~}} {{~else~}} {{~title~}} {{~/if~}}'],
    ['a comment', '{{! unknown }}{{!-- {{unknown}} --}}'],
    ['an escaped mustache', '\\{{unknown}}'],
    [
      'personal parts',
      '{{merge.link}}{{#with merge}}{{link}}{{/with}}{{#personal}}{{merge.name}}{{else}}{{title}}{{/personal}}',
    ],
  ])('%s', async (_name, template) => {
    expect((await lint(template)).problems).toEqual([]);
  });

  it.each([
    ['if', '{{#if note}}{{note.text}}{{@root.note.text}}{{else}}-{{/if}}'],
    ['the else of unless', '{{#unless note}}-{{else}}{{note.text}}{{/unless}}'],
    ['an inverted block', '{{^if note}}-{{else}}{{note.text}}{{/if}}'],
    ['with', '{{#with note}}{{text}}{{/with}}{{#with note as |it|}}{{it.text}}{{/with}}'],
    ['each', '{{#each items}}{{#if image}}{{image.src}}{{#with image}}{{src}}{{/with}}{{/if}}{{/each}}'],
    ['a block parameter', '{{#each items as |item|}}{{#if item.image}}{{item.image.src}}{{/if}}{{/each}}'],
    ['from outside', '{{#if @root.note}}{{#each items}}{{@root.note.text}}{{/each}}{{/if}}'],
    ['from around', '{{#each items}}{{#if ../note}}{{../note.text}}{{/if}}{{/each}}'],
  ])('an optional value inside a condition that checks for it: %s', async (_name, template) => {
    expect((await lint(template)).problems).toEqual([]);
  });

  it('an optional value in a partial that is included only where it exists', async () => {
    const main = '{{#each items}}{{#if image}}{{> picture}}{{/if}}{{/each}}';
    expect((await lint({ main, picture: '{{image.src}}' })).problems).toEqual([]);
    const other = '{{#each items}}{{> picture}}{{/each}}';
    expect((await lint({ main: other, picture: '\n{{image.src}}' })).problems).toEqual([
      'template-optional picture:2:3 image.src',
    ]);
  });

  it('in partials with a context and a hash, and in the partials of blocks', async () => {
    const main = '{{> part}}{{> item deck label=title}}{{#each body}}{{> (partialOf this)}}{{/each}}';
    const templates = { ...used, main, part: '{{title}}', item: '{{text}}{{label}}{{@root.title}}' };
    expect((await lint(templates)).problems).toEqual([]);
  });

  it('with the helpers of plain text', async () => {
    const template = '{{wrap title deck.text}}{{{title}}}{{underline title "="}}';
    expect((await lint(template, { raw: true })).problems).toEqual([]);
  });
});

describe('mistakes are reported with their place', () => {
  it.each([
    ['an unknown name', 'a\n  {{titel}}', ['template-name main:2:5 titel']],
    ['an unknown part of a name', '{{deck.txt}}', ['template-name main:1:3 deck.txt']],
    [
      'a name of every object',
      '{{constructor}}{{deck.toString}}',
      ['template-name main:1:3 constructor', 'template-name main:1:18 deck.toString'],
    ],
    ['a literal in the place of a name', '{{"title"}}', ['template-name main:1:3 title']],
    ['fields as a value', '{{deck}}', ['template-name main:1:3 deck']],
    ['a block as a value', '{{#each body}}{{this}}{{/each}}', ['template-name main:1:17 this']],
    ['a list as a value', '{{t "a:b" list=items}}', ['template-name main:1:16 items']],
    ['if', '{{#if dek}}{{titel}}{{/if}}', ['template-name main:1:7 dek', 'template-name main:1:14 titel']],
    [
      'else if',
      '{{#if deck}}\n{{else if dek}}\n{{else}}\n{{x}}{{/if}}',
      ['template-name main:2:11 dek', 'template-name main:4:3 x'],
    ],
    ['unless', '{{#unless dek}}{{/unless}}', ['template-name main:1:11 dek']],
    [
      'an include of MJML, which gets no file',
      '{{#if deck}}\n  <!-- <mj-include path="a" /> --><mj-include path="b" />{{/if}}',
      [
        'mjml-invalid main:2:35 MJML rejects this: <mj-include> would add nothing, because MJML reads no other files here.',
      ],
    ],
    [
      'an inverted block',
      '{{^if dek}}{{titel}}{{/if}}',
      ['template-name main:1:7 dek', 'template-name main:1:14 titel'],
    ],
    ['an inverted each', '{{^each items}}{{name}}{{/each}}', ['template-name main:1:18 name']],
    ['each', '{{#each itms}}{{name}}{{/each}}', ['template-name main:1:9 itms']],
    ['an item of each', '{{#each items}}\n{{nam}}{{/each}}', ['template-name main:2:3 nam']],
    ['each of what is no list', '{{#each deck}}{{text}}{{/each}}', ['template-list main:1:9 deck']],
    ['the else of each', '{{#each items}}{{else}}{{name}}{{/each}}', ['template-name main:1:26 name']],
    [
      'block parameters',
      '{{#each items as |item|}}{{item.nam}}{{it.name}}{{/each}}',
      ['template-name main:1:28 item.nam', 'template-name main:1:40 it.name'],
    ],
    [
      'block parameters outside',
      '{{#each items as |item|}}{{/each}}{{item.name}}',
      ['template-name main:1:37 item.name'],
    ],
    ['block parameters of if', '{{#if deck as |it|}}{{it}}{{/if}}', ['template-name main:1:23 it']],
    [
      'with',
      '{{#with dek}}{{/with}}{{#with deck}}{{title}}{{/with}}',
      ['template-name main:1:9 dek', 'template-name main:1:39 title'],
    ],
    [
      'lookup',
      '{{lookup dek "text"}}{{lookup deck "txt"}}{{lookup deck title}}',
      ['template-name main:1:10 dek', 'template-name main:1:36 txt', 'template-name main:1:57 title'],
    ],
    [
      'too many ../',
      '{{../title}}{{#if deck}}{{../title}}{{/if}}',
      ['template-name main:1:3 ../title', 'template-name main:1:27 ../title'],
    ],
    [
      '@root',
      '{{@root.titel}}{{@rot.title}}',
      ['template-name main:1:3 @root.titel', 'template-name main:1:18 @rot.title'],
    ],
    [
      '@index outside of each',
      '{{@index}}{{#with deck}}{{@first}}{{/with}}',
      ['template-name main:1:3 @index', 'template-name main:1:27 @first'],
    ],
    ['@../index in one each', '{{#each items}}{{@../index}}{{/each}}', ['template-name main:1:18 @../index']],
    [
      'a sub-expression',
      '{{#if (lookup deck "txt")}}{{/if}}{{#if (lokup deck "text")}}{{/if}}',
      ['template-name main:1:20 txt', 'template-helper main:1:42 lokup'],
    ],
    ['a value in a hash', '{{t "a:b" title=titel}}', ['template-name main:1:17 titel']],
    ['a key that is no text', '{{t title}}', ['template-name main:1:5 title']],
    [
      'an unknown helper',
      '{{tt "a:b" x=titel}}',
      ['template-helper main:1:3 tt', 'template-name main:1:14 titel'],
    ],
    ['an unknown helper as a block', '{{#iff deck}}{{whatever}}{{/iff}}', ['template-helper main:1:4 iff']],
    [
      'a name as a block',
      '{{#deck}}{{text}}{{/deck}}{{^deck}}-{{/deck}}',
      ['template-helper main:1:4 deck', 'template-helper main:1:30 deck'],
    ],
    ['a helper of plain text in HTML', '{{wrap title}}', ['template-helper main:1:3 wrap']],
    ['a block helper within a line', '{{if deck}}', ['template-helper main:1:3 if']],
    [
      'too few values',
      '{{t}}{{lookup deck}}{{#if}}{{/if}}{{#personal title}}{{/personal}}',
      [
        'template-arguments main:1:3 t',
        'template-arguments main:1:8 lookup',
        'template-arguments main:1:24 if',
        'template-arguments main:1:38 personal',
      ],
    ],
    ['an unknown partial', 'a\n{{> parts/hed}}', ['template-partial main:2:1 parts/hed']],
    [
      'a partial by another sub-expression',
      '{{> (lookup deck "text")}}',
      ['template-helper main:1:5 lookup'],
    ],
    [
      'a partial of what is no block',
      '{{> (partialOf deck)}}',
      [
        'template-name main:1:16 deck',
        'template-partial main:1:1 blocks/quote',
        'template-partial main:1:1 blocks/rule',
      ],
    ],
    [
      'a partial with a block',
      '{{#> part}}{{/part}}',
      ['template-construct main:1:1 These templates do not support {{#> part}}.'],
    ],
    ['a partial block', '{{> @partial-block}}', ['template-partial main:1:1 @partial-block']],
    ['an inline partial', '\n {{#*inline "x"}}{{y}}{{/inline}}', ['template-construct main:2:2 x']],
    ['a decorator', '{{* foo}}', ['template-construct main:1:1 These templates do not support {{* foo}}.']],
    ['a raw block', '{{{{raw}}}}{{x}}{{{{/raw}}}}', ['template-helper main:1:5 raw']],
    [
      'triple braces',
      '{{{title}}}{{&title}}',
      [
        'template-raw main:1:1 {{{title}}} puts text into the edition without escaping it.',
        'template-raw main:1:12 {{{title}}} puts text into the edition without escaping it.',
      ],
    ],
    [
      'a name for those who gave none',
      '{{merge.name}}{{#personal}}{{else}}{{merge.name}}{{/personal}}',
      ['template-personal main:1:3 merge.name', 'template-personal main:1:38 merge.name'],
    ],
    ['a name under another name', '{{#with merge}}{{name}}{{/with}}', ['template-personal main:1:18 name']],
  ])('%s', async (_name, template, expected) => {
    expect((await lint(template)).problems).toEqual(expected);
  });

  it('in partials: once, in their own file', async () => {
    const templates = {
      main: '{{> part}}{{> part}}{{> part deck}}\n{{> item label=titel}}',
      part: '{{#if this}}\n  {{x}}{{/if}}{{../title}}',
      item: '{{label}}{{labl}}',
    };
    expect((await lint(templates)).problems).toEqual([
      'template-name part:2:5 x',
      'template-name part:2:17 ../title',
      'template-name main:2:16 titel',
      'template-name item:1:12 labl',
    ]);
  });

  it('in the partials of blocks, against each kind', async () => {
    const templates = {
      main: '{{#each body}}{{> (partialOf this)}}{{/each}}',
      'blocks/quote': '{{quotation}}',
    };
    expect((await lint(templates)).problems).toEqual([
      'template-name blocks/quote:1:3 quotation',
      'template-partial main:1:15 blocks/rule',
    ]);
  });

  it('a partial within itself', async () => {
    const templates = { main: '{{> part}}', part: '{{#if deck}}{{> other}}{{/if}}', other: '\n{{> part}}' };
    expect((await lint(templates)).problems).toEqual([
      'template-construct other:2:1 These templates do not support {{> part}} within itself.',
    ]);
  });

  it('a template that nothing uses', async () => {
    expect((await lint({ main: 'a', 'parts/old': '{{titel}}' })).problems).toEqual([
      'template-unused parts/old:1:1 parts/old',
    ]);
  });

  it('no template to begin with', async () => {
    const { problems } = await lint({ mian: 'a' });
    expect(problems[0]).toContain('template-partial');
  });
});

describe('syntax that Handlebars refuses', () => {
  it.each([
    ['a block that is not closed', 'a\n  {{#if deck}}\nb\n', 'main:2:3 {{#if}} is never closed'],
    [
      'of several blocks, the one that is not closed',
      '{{#if deck}}\n{{#each items}}\n{{/each}}\n',
      'main:1:1 {{#if}}',
    ],
    [
      'a block that is closed twice',
      'a\n{{#if deck}}{{/if}}\n {{/if}}',
      'main:3:2 "{{/if}}" does not belong',
    ],
    [
      'a block closed by another name',
      '\n{{#if deck}}\n{{/each}}',
      'main:2:4 {{#if}} is closed by {{/each}}',
    ],
    ['a tag that is not closed', 'a\n b {{title', 'main:2:4 this {{ has no }}'],
    ['a tag without a name', 'a\nb {{> }} c', 'main:2:7 "}}" does not belong'],
    ['a hash without a value', '\n\n{{t "a:b" x=}}', 'main:3:13 "}}" does not belong'],
    ['two elses', '{{#if deck}}\n{{else}}\n{{else}}\n{{/if}}', 'main:3:1 "{{else}}" does not belong'],
    ['three braces on one side', '{{title}}\n{{title}}}', 'main:2:8 "}}}" does not belong'],
    ['a path that goes back', '{{title/../deck}}', 'main:1:3 Invalid path: title/..'],
    ['a noncharacter', 'a\ufdd0', 'main:1:2 it contains a noncharacter'],
  ])('%s', async (_name, template, expected) => {
    const report = new Report();
    await readTemplates([layerOf(memoryFiles({ 'templates/mail/main.hbs': template }))], 'mail', report);
    const told = report.problems.map(
      ({ code, line, column, message }) =>
        `${code} main:${line}:${column} ${message.replace('This template is not valid Handlebars: ', '')}`,
    );
    expect(told).toEqual([expect.stringContaining(`template-syntax ${expected}`)]);
  });

  it('in one partial raises no problem with those that use it', async () => {
    const { problems } = await lint({ main: '{{> part}}', part: '{{#if}' });
    expect(problems).toEqual([expect.stringMatching(/^template-syntax part:1:1/)]);
  });
});

describe('files of templates', () => {
  it('that are empty or in Latin-1 are reported once', async () => {
    const { problems } = await lint({ main: '{{> part}}', part: ' \n' });
    expect(problems).toEqual([expect.stringMatching(/^file-empty part:1:1/)]);
  });

  it('may have CRLF and a byte order mark', async () => {
    const { problems } = await lint('\ufeff{{#if deck}}\r\n  {{titel}}\r\n{{/if}}\r\n {{x}}');
    expect(problems).toEqual(['template-name main:2:5 titel', 'template-name main:4:4 x']);
  });

  it("of a publication take the place of the package's, one by one", async () => {
    const report = new Report();
    const layers = [
      memoryFiles({
        'templates/mail/main.hbs': '{{> parts/a}}{{> parts/b}}',
        'templates/mail/parts/a.hbs': 'a',
        'templates/mail/parts/b.hbs': 'b',
        'templates/mail/parts/unused.hbs': 'left to the package',
      }),
      memoryFiles({
        'templates/mail/parts/b.mjml.hbs': '{{titel}}',
        'templates/mail/parts/idle.hbs': 'what the publication should delete',
        'templates/mail/parts/notes.txt': 'no template',
      }),
    ];
    const set = await readTemplates(
      layers.map((files, index) => layerOf(files, index > 0)),
      'mail',
      report,
    );
    lintTemplates(set, rules, report);
    expect([...set.keys()]).toEqual(['main', 'parts/a', 'parts/b', 'parts/unused', 'parts/idle']);
    expect(report.problems.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'template-name templates/mail/parts/b.mjml.hbs',
      'template-unused templates/mail/parts/idle.hbs',
    ]);
  });
});

describe('the texts that templates ask for', () => {
  it('with the values they are given', async () => {
    const { uses } = await lint('{{t "a:b" x=1 y=title}}\n{{#if (t "a:c")}}{{/if}}');
    expect(uses.map(({ key, values, place }) => [key, values, place.source.position(place.start)])).toEqual([
      ['a:b', ['x', 'y'], { line: 1, column: 5 }],
      ['a:c', [], { line: 2, column: 10 }],
    ]);
  });
});

describe('the templates of this repository', () => {
  it.each([
    ['email', emailRules],
    ['text', textRules],
  ])('%s', async (folder, own) => {
    const report = new Report();
    lintTemplates(await readTemplates([layerOf(repository)], folder, report), own, report);
    expect(report.problems).toEqual([]);
  });

  it.each(['magazine', 'bulletin'])('the theme %s uses all of its templates', async (theme) => {
    const report = new Report();
    const layers = [
      layerOf(repository, false),
      { files: repository, folder: `themes/${theme}/templates`, isOwn: true },
    ];
    for (const kind of templateKinds)
      lintTemplates(await readTemplates(layers, kind, report), templateRules[kind], report);
    expect(report.problems).toEqual([]);
  });
});

it('templates are checked again only when a template, a helper or a kind of block is different', async () => {
  const files = {
    'templates/mail/main.hbs': '{{titel}}{{> parts/a}}',
    'templates/mail/parts/a.hbs': '{{t "a:b"}}',
  };
  const own = { ...rules };
  const kept = memoryFiles(files);
  const check = async (from: Files, given = own, helpers: readonly AddedHelper[] = []) => {
    const report = new Report();
    const uses = lintTemplates(await readTemplates([layerOf(from)], 'mail', report), given, report, helpers);
    return { uses, codes: report.problems.map(({ code }) => code) };
  };
  const first = await check(kept);
  expect(first.codes).toEqual(['template-name']);
  const again = await check(kept);
  expect(again.uses).toBe(first.uses);
  expect(again.codes).toEqual(first.codes);
  const changed = await check(memoryFiles({ ...files, 'templates/mail/main.hbs': '{{title}}{{> parts/a}}' }));
  expect(changed.codes).toEqual([]);
  const helper = { name: 'titel', counts: [0] };
  expect((await check(kept, own, [helper])).uses).not.toBe(first.uses);
  expect((await check(kept, { ...own, blocks: {} })).uses).not.toBe(first.uses);
});
