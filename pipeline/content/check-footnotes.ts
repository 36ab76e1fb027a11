import type { ProblemOptions } from '../foundation/problems/problem.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import { type DocumentText, textsOfDocument } from './document-texts.ts';
import { noteLabels, parseInline } from './inline.ts';
import type { ParsedDocument } from './parse-document.ts';

/**
 * Reports marks without a footnote, footnotes without a mark, and marks in places where editions show none.
 * `options` apply to marks without a footnote, which a draft may have.
 */
export function checkFootnotes(document: ParsedDocument, options: ProblemOptions = {}): void {
  const { tree, report, hidden } = document.reading;
  const texts = textsOfDocument(document);
  const written = texts.filter(({ field }) => field === 'footnotes').map(({ path }) => String(path[1]));
  const used = new Set<string>();
  for (const { label, path } of texts.flatMap(marksOf)) {
    const at = tree.placeOfText(path, `[^${label}]`);
    if (path[0] !== 'body' && path[0] !== 'stories') {
      report.add('footnote-place', { label, field: String(path[0]) }, at);
    } else if (!written.includes(label) && !hidden.includes('footnotes')) {
      report.add('footnote-missing', { label, known: written }, at, options);
    }
    used.add(label);
  }
  for (const label of written.filter((each) => !used.has(each))) {
    report.add('footnote-unused', { label }, tree.placeOfKey(['footnotes', label]));
  }
}

interface Mark {
  readonly label: string;
  readonly path: Path;
}

function marksOf({ role, text, path }: DocumentText): Mark[] {
  if ((role !== 'inline' && role !== 'cells') || !text.includes('[^')) return [];
  return noteLabels(parseInline(text)).map((label) => ({ label, path }));
}
