import { splitCells } from '../content/blocks/cells.ts';
import { hasInline, roleOf, type Shape } from '../content/blocks/fields.ts';
import { blockDefinition } from '../content/blocks/registry.ts';
import { noteLabels, parseInline } from '../content/inline.ts';
import type { Article } from '../content/issue.ts';
import { storyShape } from '../content/issue-schema.ts';
import { rankStories } from './ranked-stories.ts';

/** A footnote as shown in an edition. */
export interface Footnote {
  readonly number: number;
  readonly label: string;
  /** Inline Markdown. */
  readonly text: string;
}

/** The footnotes that an article uses, by label, numbered by first use in the order of the edition. */
export function footnotesOf(article: Article): ReadonlyMap<string, Footnote> {
  const known = found.get(article);
  if (known !== undefined) return known;
  const used = new Set(textsInOrder(article).flatMap((text) => noteLabels(parseInline(text))));
  const notes = [...used].flatMap((label) => {
    const text = article.footnotes.get(label);
    return text === undefined ? [] : [{ label, text }];
  });
  const numbered = new Map(notes.map((note, index) => [note.label, { ...note, number: index + 1 }]));
  found.set(article, numbered);
  return numbered;
}

/** Results are kept, because every text of an edition needs them. */
const found = new WeakMap<Article, ReadonlyMap<string, Footnote>>();

function textsInOrder(article: Article): string[] {
  if (article.footnotes.size === 0) return [];
  return [
    ...article.body.flatMap((block) => textsOf(blockDefinition(block.kind).shape, block)),
    ...rankStories(article).flatMap(({ story }) => textsOf(storyShape, story)),
  ];
}

function textsOf(shape: Shape, values: object): string[] {
  const given = values as Readonly<Record<string, unknown>>;
  return Object.entries(shape).flatMap(([name, schema]) => {
    if (!hasInline(schema)) return [];
    const texts = [given[name]].flat().filter((each) => typeof each === 'string');
    return roleOf(schema) === 'cells' ? texts.flatMap(splitCells) : texts;
  });
}
