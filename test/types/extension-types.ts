import type { Article, Extension, OwnFinding, OwnHelper, OwnRule } from 'courant';

// The compiler is the test: each line below an "@ts-expect-error" has to be an error.

const at = { file: 'content/spring/en.yaml', path: ['body', 0] };

/** The name of the view decides the type of the view. */
export const rules: readonly OwnRule[] = [
  {
    code: 'own/document',
    severity: 'note',
    view: 'document',
    *check({ slug, locale, texts, date }) {
      const words: readonly string[] = [slug, locale, date ?? '', ...texts.map(({ text }) => text)];
      yield { message: words.join(' '), at };
    },
  },
  {
    code: 'own/translation',
    severity: 'warning',
    view: 'translation',
    *check({ parts, isReady, sourceLocale }) {
      if (isReady && parts.length > 0) yield { message: sourceLocale, at, severity: 'error' };
    },
  },
  {
    code: 'own/edition',
    severity: 'error',
    view: 'edition',
    *check({ article, edition, pictures }) {
      const { headline }: Article = article;
      const mend = { path: ['headline'], text: headline.trim(), by: '' };
      yield { message: `${edition.subject} ${pictures.size}`, hint: headline, at, mend };
    },
  },
  {
    code: 'own/wrong-view',
    severity: 'error',
    view: 'document',
    // @ts-expect-error A document has no article: that is an edition's.
    *check({ article }) {
      yield { message: String(article), at };
    },
  },
  {
    // @ts-expect-error A code of a publication begins with "own/".
    code: 'no-exclamation',
    severity: 'warning',
    view: 'document',
    check: () => [],
  },
  {
    code: 'own/severity',
    // @ts-expect-error There is no such severity.
    severity: 'fatal',
    view: 'document',
    check: () => [],
  },
];

/** The values of a helper are texts, numbers or truth values, or absent. */
export const helpers: readonly OwnHelper[] = [
  { name: 'first', takes: [1, 2], value: ([text = ''], { locale }) => `${text} ${locale.length}` },
  // @ts-expect-error The value of a template is not a list.
  { name: 'all', takes: 1, value: (texts) => texts },
  // @ts-expect-error It says how many values it takes.
  { name: 'none', value: () => '' },
];

// @ts-expect-error A finding has a place.
export const withoutPlace: OwnFinding = { message: 'Somewhere.' };
// @ts-expect-error A finding has a message.
export const withoutMessage: OwnFinding = { at };

export const blocks: Extension = ({ defineBlock, fields }) => ({
  rules,
  helpers,
  blocks: [
    defineBlock({
      kind: 'motto',
      label: 'a motto',
      description: 'One line.',
      shape: { motto: fields.inline('The line.'), since: fields.date('Since when.').optional() },
      toText: ({ motto, since }, tools) => {
        const [line, day]: [string, string | undefined] = [motto, since];
        return tools.wrap(`${tools.inline(line)} ${day ?? ''}`);
      },
    }),
    defineBlock({
      kind: 'wrong',
      label: 'a block',
      description: 'Its text form reads a field that its shape does not have.',
      shape: { wrong: fields.text('The text.') },
      // @ts-expect-error The shape has no "other".
      toText: ({ other }) => other,
    }),
  ],
});

// @ts-expect-error An extension returns its parts.
export const nothing: Extension = () => 'blocks';
