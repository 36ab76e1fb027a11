import { issueShape } from '../../content/issue-schema.ts';
import { editSource } from '../../foundation/edits/edit-source.ts';
import { createSource } from '../../foundation/problems/place.ts';

/** A new field goes after those of the head. Footnotes are often at the end of the file. */
const headFields = Object.keys(issueShape).filter((name) => name !== 'footnotes');

/** Sets a field of the head, or removes it if the value is undefined. Returns the new text of the file. */
export function setHeadField(path: string, text: string, name: string, value: unknown): string {
  const source = createSource(path, text);
  if (value !== undefined) return editSource(source, { kind: 'set', path: [name], value, after: headFields });
  return hasField(text, name) ? editSource(source, { kind: 'remove', path: [name] }) : text;
}

const hasField = (text: string, name: string) => new RegExp(`^["']?${name}["']?\\s*:`, 'm').test(text);
