import type { DocumentText } from '../../content/document-texts.ts';
import { linksOf, parseInline, plainInline } from '../../content/inline.ts';
import type { Place } from '../../foundation/problems/place.ts';
import type { Tree } from '../../foundation/sources/yaml-tree.ts';

/**
 * A link in a document. `label` is the text that readers click on. It is undefined if the label is in another
 * text, or is the address itself.
 */
export interface DocumentLink {
  readonly address: string;
  readonly label: string | undefined;
  /** The text that contains it. */
  readonly text: DocumentText;
  /** The place of its address. */
  readonly place: () => Place;
}

/** All links of a document, in the order of the file. */
export function linksOfDocument(texts: readonly DocumentText[], tree: Tree): DocumentLink[] {
  return texts.flatMap((text): DocumentLink[] => {
    if (text.role === 'address') {
      const label = texts.find(({ path, field }) => field === 'label' && isBeside(path, text.path))?.text;
      return [{ address: text.text, label, text, place: () => tree.place(text.path) }];
    }
    if ((text.role !== 'inline' && text.role !== 'cells') || !mayHoldLink.test(text.text)) return [];
    return linksOf(parseInline(text.text)).map(({ address, children, isBare }) => ({
      address,
      label: isBare ? undefined : plainInline(children).trim(),
      text,
      place: () => tree.placeOfText(text.path, address),
    }));
  });
}

const mayHoldLink = /\]\(|:\/\//;

const isBeside = (one: readonly unknown[], other: readonly unknown[]) =>
  one.slice(0, -1).join() === other.slice(0, -1).join();
