import { splitCells } from './blocks/cells.ts';
import { type DocumentText, textsOfDocument } from './document-texts.ts';
import type { ParsedDocument } from './parse-document.ts';
import { findFiller, isPlaceholder, isPlaceholderLink } from './placeholders.ts';

/** Reports the placeholders in a document, because readers of a ready edition would see them. */
export function checkPlaceholders(document: ParsedDocument): void {
  const { report, tree } = document.reading;
  for (const each of textsOfDocument(document)) {
    const { field, text, path } = each;
    if (isUnfinished(each)) report.add('text-placeholder', { field, text }, tree.place(path));
    else {
      const filler = each.role === 'address' ? undefined : findFiller(text);
      if (filler) report.add('text-placeholder', { field, text: filler }, tree.placeOfText(path, filler));
    }
  }
}

function isUnfinished({ role, text }: DocumentText): boolean {
  if (role === 'address') return isPlaceholderLink(text);
  return role === 'cells' ? splitCells(text).some(isPlaceholder) : isPlaceholder(text);
}
