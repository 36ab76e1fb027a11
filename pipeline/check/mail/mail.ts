import type { Document, Element } from 'domhandler';
import { getElementsByTagName, textContent } from 'domutils';
import { parseDocument } from 'htmlparser2';
import type { Edition } from '../../editions/edition.ts';
import { fillMergeText } from '../../editions/merge-text.ts';
import { escapeHtml } from '../../foundation/text/escape-html.ts';
import { largestValues } from './largest-values.ts';
import { parseStyles, type StyleRule } from './parse-styles.ts';

/** The HTML part of a mail, without the conditional comments that only Word reads. */
export interface Mail {
  /** The HTML that is sent, with the largest possible values in its personal parts. */
  readonly html: string;
  readonly document: Document;
  readonly elements: readonly Element[];
  /** The rules in its style sheets, in order. */
  readonly styles: readonly StyleRule[];
}

export function readMail(edition: Edition): Mail {
  const html = fillMergeText(edition.html, largestValues(edition), escapeHtml);
  const document = parseDocument(html, { withStartIndices: true, withEndIndices: true });
  const elements = getElementsByTagName('*', document);
  const sheets = elements.filter(({ name }) => name === 'style').map((style) => textContent(style));
  return { html, document, elements, styles: sheets.flatMap(parseStyles) };
}
