import Handlebars from 'handlebars';
import { withoutStart } from '../content/blocks/without-start.ts';
import type { Translator } from '../publication/locales/create-translator.ts';
import type { Helpers } from '../publication/templates/compile-templates.ts';
import { html, textToHtml, withoutTags } from './html.ts';
import { choiceMark } from './merge-marks.ts';
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
 */
export function htmlHelpers(t: Translator): Helpers {
  return {
    ...commonHelpers,
    t: (key: string, { hash }: Options) => textToHtml(t(key, plainValues(hash))),
    withoutStart: (text: unknown, words: unknown) => html(withoutStart(String(text), String(words))),
  };
}

/**
 * The helpers of plain-text templates. In addition to those of HTML templates:
 * - `{{wrap text reference}}`: joins the texts that are present with a space, and wraps them at the width of
 * the part
 * - `{{underline text "="}}`: wraps a text and underlines it with this character
 */
export function textHelpers(t: Translator): Helpers {
  return {
    ...commonHelpers,
    t: (key: string, { hash }: Options) => t(key, hash),
    withoutStart: (text: unknown, words: unknown) => withoutStart(String(text), String(words)),
    wrap: (...args: readonly unknown[]) => wrap(args.slice(0, -1).filter(Boolean).join(' ')),
    underline: (text: string, sign: string) => underline(text, sign),
  };
}

const commonHelpers: Helpers = {
  isLong: (text: unknown, most: unknown) =>
    text !== undefined && measure(String(withoutTags(text))) > Number(most),
  hasLongWord: (text: unknown, most: unknown) =>
    String(withoutTags(text))
      .split(/\s/)
      .some((word) => measure(word) > Number(most)),
  partialOf: ({ kind }: { kind: string }) => `blocks/${kind}`,
  personal(this: unknown, options: Options) {
    return html(choiceMark('name', options.fn(this), options.inverse(this)));
  },
};

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
