import { Document, isScalar, parseDocument, visit } from 'yaml';
import { splitCells } from '../../content/blocks/cells.ts';
import { type DocumentText, textsOfDocument } from '../../content/document-texts.ts';
import type { ParsedDocument } from '../../content/parse-document.ts';
import { placeholderLink, placeholderText } from '../../content/placeholders.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';
import { parseDuration } from '../../foundation/time/parse-duration.ts';

/** The values of the new issue that differ from those of its template. */
export interface CopyOptions {
  readonly date: string;
  readonly number: number | undefined;
  /** Undefined keeps the headline of the template. */
  readonly headline: string | undefined;
  /** Keeps the words and links. Otherwise each becomes a placeholder, and names and pictures stay. */
  readonly keepsWords: boolean;
}

/** The fields that belong to one issue and that no other issue inherits. */
const ownFields = ['aliases', 'sendAt', 'hold', 'corrections', 'withdrawn'];

/** The text of a file of the new issue, made from the same file of its template. Comments stay. */
export function copyDocument(document: ParsedDocument, options: CopyOptions): string {
  const yaml = parseWithoutAliases(document.reading.tree.source.text);
  const isSource = document.role === 'source';
  if (!options.keepsWords) for (const text of textsOfDocument(document)) empty(yaml, text);
  for (const field of ownFields) yaml.delete(field);
  const expires = yaml.get('expires');
  if (typeof expires === 'string' && parseDuration(expires) === undefined) yaml.delete('expires');
  if (isSource || yaml.has('status')) replace(yaml, ['status'], 'draft');
  if (isSource || yaml.has('date')) replace(yaml, ['date'], options.date);
  if (isSource && yaml.has('number') && options.number !== undefined)
    replace(yaml, ['number'], options.number);
  if (isSource && options.headline !== undefined) replace(yaml, ['headline'], options.headline);
  return yaml.toString({ lineWidth: 0 });
}

/** A value that is written once and used in two places becomes two values, which can differ. */
function parseWithoutAliases(text: string): Document {
  const parsed = parseDocument(text);
  let hasAlias = false;
  visit(parsed, {
    Alias() {
      hasAlias = true;
      return visit.BREAK;
    },
  });
  return hasAlias ? new Document(parsed.toJS(), { aliasDuplicateObjects: false }) : parsed;
}

function empty(yaml: Document, { path, field, role, text }: DocumentText): void {
  if (role === 'name') return;
  if (role === 'address') replace(yaml, path, placeholderLink);
  else if (role === 'cells')
    replace(
      yaml,
      path,
      splitCells(text)
        .map(() => placeholderText)
        .join(' | '),
    );
  else replace(yaml, path, placeholderText);
  // A story that leads to an earlier issue gets a link, because its words are gone.
  const parent = path.slice(0, -1);
  if (field === 'summary' && yaml.hasIn([...parent, 'issue'])) {
    yaml.deleteIn([...parent, 'issue']);
    yaml.setIn([...parent, 'link'], placeholderLink);
  }
}

/** Replaces a value and keeps the comment after it. The new value has no style, such as that of a folded text. */
function replace(yaml: Document, path: Path, value: string | number): void {
  const before = yaml.getIn(path, true);
  const node = yaml.createNode(value);
  if (isScalar(before) && before.comment) node.comment = before.comment;
  yaml.setIn(path, node);
}
