import Handlebars from 'handlebars';
import { type BlockOrigin, blockOrigins } from '../content/block-origins.ts';
import type { Article, Issue } from '../content/issue.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import { invisibleMarks } from '../foundation/text/invisible-marks.ts';
import type { Template, TemplateProgram, TemplateSet } from '../publication/templates/read-templates.ts';

// A preview must know which part of its HTML belongs to which block, so that it can scroll two languages
// together and mark problems beside their block. Mail has no such marks, so a preview is rendered from
// modified copies: in the article, the id of each block is its anchor; in the templates, each block begins
// with a mark.

const sign = invisibleMarks.anchor;
const prefix = 'anchor--';

/** Whether a partial begins a block or a story. */
const begins = (name: string) => name.startsWith('blocks/') || stories.includes(name);
const stories = ['parts/lead', 'parts/story'];

/** Returns the templates for previews, in which each block begins with a mark. */
export function anchorTemplates(templates: TemplateSet): TemplateSet {
  return new Map(
    [...templates].map(([name, template]): [string, Template] => {
      return [name, begins(name) ? { ...template, program: anchorOnce(template.program) } : template];
    }),
  );
}

/** The programs with a mark. The same program always gives the same one, so it is compiled once. */
const anchored = new WeakMap<TemplateProgram, TemplateProgram>();

function anchorOnce(program: TemplateProgram): TemplateProgram {
  const known = anchored.get(program);
  if (known !== undefined) return known;
  const { keep } = program;
  const marked: TemplateProgram = {
    get tree() {
      const mark = Handlebars.parse(`{{#if id}}<mj-raw>${sign}{{id}}${sign}</mj-raw>{{/if}}`);
      return { ...program.tree, body: [...mark.body, ...program.tree.body] };
    },
    code: () => program.code?.('preview'),
    keep: keep && ((_, code) => keep('preview', code)),
  };
  anchored.set(program, marked);
  return marked;
}

/** Replaces the ids of the blocks and stories in an issue with the anchors that they have in these files. */
export function anchorIssue(issue: Issue, documents: ReadIssue['documents']): Issue {
  const articles = new Map(
    [...issue.articles].map(([locale, article]): [string, Article] => {
      const { body, stories } = blockOrigins(documents, issue.source, locale);
      return [
        locale,
        {
          ...article,
          body: article.body.map((block, at) => ({ ...block, id: encode(body[at], block.id) })),
          stories: article.stories.map((story, at) => ({ ...story, id: encode(stories[at], story.id) })),
        },
      ];
    }),
  );
  return { ...issue, articles };
}

const encode = (origin: BlockOrigin | undefined, id: string | undefined) =>
  `${prefix}${(origin?.anchor ?? '').replaceAll('.', '--')}${id === undefined ? '' : `---${id}`}`;

/** Puts `data-block="body.3"` on the first element of each block, and restores the block's real id. */
export function readAnchors(html: string): string {
  const mark = new RegExp(
    `(?:<mj-raw>\\s*)?${sign}${prefix}([\\w-]*?)(?:---[\\w-]+)?${sign}(?:\\s*</mj-raw>)?((?:\\s|<!--[\\s\\S]*?-->)*)<(\\w+)`,
    'g',
  );
  return html
    .replace(mark, (_, anchor: string, between: string, tag: string) => {
      return `${between}<${tag} data-block="${anchor.replaceAll('--', '.')}"`;
    })
    .replace(new RegExp(` id="${prefix}[\\w-]*?(?:---([\\w-]+))?"`, 'g'), (_, id?: string) =>
      id ? ` id="${id}"` : '',
    )
    .replace(
      new RegExp(`(href="[^"#]*)#${prefix}[\\w-]*?(?:---([\\w-]+))?"`, 'g'),
      (_, link: string, id?: string) => `${link}#${id ?? ''}"`,
    )
    .replaceAll(sign, '');
}
