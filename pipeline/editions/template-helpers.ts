import Handlebars from 'handlebars';
import { withoutStart } from '../foundation/text/without-start.ts';
import type { Translator } from '../publication/locales/create-translator.ts';
import type { Helpers } from '../publication/templates/compile-templates.ts';
import { html, textToHtml } from './html.ts';
import { choiceMark } from './merge-marks.ts';
import { underline, wrap } from './wrap-text.ts';

interface Options {
  readonly hash: Readonly<Record<string, unknown>>;
  fn(context: unknown): string;
  inverse(context: unknown): string;
}

/**
 * The helpers of HTML templates:
 * - `{{t "namespace:key" name=value}}`: an interface text
 * - `{{withoutStart text words}}`: a text without these words at its beginning, which precede it already
 * - `{{> (partialOf block)}}`: the partial of a block's kind
 * - `{{#personal}}…{{else}}…{{/personal}}`: what a subscriber sees who gave a name, and who gave none
 */
export function htmlHelpers(t: Translator): Helpers {
  return {
    ...commonHelpers,
    t: (key: string, { hash }: Options) => textToHtml(t(key, plainValues(hash))),
    withoutStart: (text: unknown, words: unknown) => html(withoutStart(String(text), String(words))),
  };
}

/**
 * The helpers of plain-text templates: those of HTML, and
 * - `{{wrap text reference}}`: the texts that are present, with a space between them, wrapped at the part's width
 * - `{{underline text "="}}`: wrapped, with a line of signs below
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
  partialOf: ({ kind }: { kind: string }) => `blocks/${kind}`,
  personal(this: unknown, options: Options) {
    return html(choiceMark('name', options.fn(this), options.inverse(this)));
  },
};

/** Views contain HTML. A text gets the plain form of that HTML, and is escaped as a whole afterwards. */
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
