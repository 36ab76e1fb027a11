import Handlebars from 'handlebars';
import { withoutStart } from '../content/blocks/without-start.ts';
import type { Translator } from '../publication/locales/create-translator.ts';
import type { HelperValue, Publication } from '../publication/publication.ts';
import type { Helpers } from '../publication/templates/compile-templates.ts';
import { html, textToHtml, withoutTags } from './html.ts';
import { choiceMark } from './merge-marks.ts';
import { keepShortStarts } from './typography/no-break.ts';
import { measure, underline, wrap } from './wrap-text.ts';

interface Options {
  readonly hash: Readonly<Record<string, unknown>>;
  fn(context: unknown): string;
  inverse(context: unknown): string;
}

/**
 * The helpers of HTML templates:
 * - `{{t "namespace:key" name=value}}`: an interface text
 * - `{{withoutStart text words}}`: a text without these words at its beginning, because they are shown before
 * it
 * - `{{#if (isLong text 90)}}`: whether a text has more characters than this; an ideograph counts as two
 * - `{{#if (hasLongWord text 8)}}`: whether a word of a text has more characters than this
 * - `{{> (partialOf block)}}`: the partial for a kind of block
 * - `{{#personal}}…{{else}}…{{/personal}}`: content for subscribers with a name, and for those without
 *
 * `own` are those of the publication, from `ownHelpers`.
 */
export function htmlHelpers(t: Translator, own: Helpers = {}): Helpers {
  return {
    ...own,
    ...commonHelpers,
    t: (key: string, { hash }: Options) => textToHtml(keepShortStarts(t(key, plainValues(hash)))),
    withoutStart: (text: unknown, words: unknown) => html(withoutStart(String(text), String(words))),
  };
}

/**
 * The helpers of plain-text templates. In addition to those of HTML templates:
 * - `{{wrap text reference}}`: joins the texts that are present with a space, and wraps them at the width of
 * the part
 * - `{{underline text "="}}`: wraps a text and underlines it with this character
 */
export function textHelpers(t: Translator, own: Helpers = {}): Helpers {
  return {
    ...own,
    ...commonHelpers,
    t: (key: string, { hash }: Options) => t(key, hash),
    withoutStart: (text: unknown, words: unknown) => withoutStart(String(text), String(words)),
    wrap: (...args: readonly unknown[]) => wrap(args.slice(0, -1).filter(Boolean).join(' ')),
    underline: (text: string, sign: string) => underline(text, sign),
  };
}

const commonHelpers: Helpers = {
  isLong: (text: unknown, most: unknown) =>
    text !== undefined && measure(shownCharacters(text)) > Number(most),
  hasLongWord: (text: unknown, most: unknown) =>
    shownCharacters(text)
      .split(/\s/)
      .some((word) => measure(word) > Number(most)),
  partialOf: ({ kind }: { kind: string }) => `blocks/${kind}`,
  personal(this: unknown, options: Options) {
    return html(choiceMark('name', options.fn(this), options.inverse(this)));
  },
};

/** The text of a piece of HTML, for counting: each character that is written as an entity is one letter. */
function shownCharacters(markup: unknown): string {
  return String(withoutTags(markup)).replace(/&#?\w+;/g, 'x');
}

/** The publication's helpers for templates in a language. Their text is escaped, unless `raw` is set. */
export function ownHelpers(
  { helpers }: Pick<Publication, 'helpers'>,
  locale: string,
  { raw }: { readonly raw: boolean },
): Helpers {
  const entries = helpers.map((helper): [string, Helpers[string]] => [
    helper.name,
    (...args: readonly unknown[]) => {
      // The last argument is the options of Handlebars.
      const values = args.slice(0, -1).map(helperValue);
      const result = helper.value(values, { locale });
      return typeof result === 'string' && !raw ? textToHtml(result) : result;
    },
  ]);
  return Object.fromEntries(entries);
}

/** HTML as its text without tags, and anything that is not a text, a number or a truth value as text. */
function helperValue(value: unknown): HelperValue {
  if (value instanceof Handlebars.SafeString) return plain(withoutTags(value));
  const isPlain = value === undefined || ['string', 'number', 'boolean'].includes(typeof value);
  return isPlain ? (value as HelperValue) : String(value);
}

/**
 * Views contain HTML. A text gets the plain form of that HTML, because the whole text is escaped afterwards.
 */
function plainValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      value instanceof Handlebars.SafeString ? plain(value) : value,
    ]),
  );
}

function plain(markup: Handlebars.SafeString): string {
  return markup
    .toString()
    .replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
    );
}
