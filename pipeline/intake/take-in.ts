import { escapeHtml } from '../foundation/text/escape-html.ts';
import { finish } from './blocks/finish.ts';
import type { Intake } from './blocks/intake-block.ts';
import { Steps } from './blocks/steps.ts';
import { chooseFormat, type ForeignText } from './formats/choose-format.ts';
import { markdownToHtml } from './formats/markdown-to-html.ts';
import { plainToHtml } from './formats/plain-to-html.ts';
import { rstToMarkdown } from './formats/rst-to-markdown.ts';
import { readHtml } from './html/read-html.ts';
import { walkHtml } from './html/walk-html.ts';

interface Options {
  /** The labels of the footnotes that the issue already has. */
  readonly labels?: readonly string[] | undefined;
  readonly steps?: Steps;
}

/**
 * Converts foreign text to blocks of Courant: words, emphasis, links and pictures, and nothing else. What is
 * left out is in `lost`, with its place. Fetches nothing. Throws a `ProblemError` if the text has too many
 * elements.
 */
export function takeIn(given: ForeignText, { labels = [], steps = new Steps() }: Options = {}): Intake {
  const root = readHtml(toHtml(given), steps);
  const convert = (keepsMargins: boolean) => {
    const { drafts, footnotes } = walkHtml(root, { labels, keepsMargins, steps });
    steps.take(drafts.length);
    return finish(drafts, footnotes);
  };
  const taken = convert(false);
  // Somebody who copies only the margin of a page wants it.
  const isMargin = taken.blocks.length === 0 && taken.lost.some(({ what }) => what === 'page');
  return isMargin ? convert(true) : taken;
}

/** Every format becomes HTML first, so that there is one conversion. */
function toHtml(given: ForeignText): string {
  const { html = '', text = '' } = given;
  switch (chooseFormat(given)) {
    case 'html':
      return html;
    case 'markdown':
      return markdownToHtml(text);
    case 'rst':
      return markdownToHtml(rstToMarkdown(text));
    case 'code':
      return `<pre><code>${escapeHtml(text)}</code></pre>`;
    case 'plain':
      return plainToHtml(text);
  }
}
