import { error, warning } from './entry.ts';

/** Files, and the syntax of their content. */
export const readingCodes = {
  'file-missing': error((data: { file: string; hint: string }) => ({
    message: `There is no file "${data.file}".`,
    hint: data.hint,
  })),
  'file-unreadable': error((data: { file: string; reason: string }) => ({
    message: `The file "${data.file}" cannot be read: ${data.reason}.`,
    hint: 'Check that it is a regular file and that this user has permission to read it.',
  })),
  'file-too-large': error((data: { bytes: number; limit: number }) => ({
    message: `This file is ${size(data.bytes)}; the limit is ${size(data.limit)}.`,
    hint: 'Keep pictures in separate files next to this one. Check that no other file was saved under this name.',
  })),
  'file-empty': error((data: { expected: string }) => ({
    message: 'This file is empty.',
    hint: `Write ${data.expected}. Check that your editor saved the file.`,
  })),
  encoding: error((data: { byte: number }) => ({
    message: `This file is not UTF-8: no character begins with the byte 0x${data.byte.toString(16).padStart(2, '0')}.`,
    hint: 'Save it as UTF-8. It may be in Latin-1 or Windows-1252; most editors offer "Save with encoding".',
  })),
  'yaml-syntax': error((data: { message: string; hint: string }) => ({
    message: data.message,
    hint: data.hint,
  })),
  'yaml-tab': error(() => ({
    message: 'This line is indented with a tab, which YAML does not allow.',
    hint: 'Indent with two spaces per level. An editor can convert the tabs of the whole file.',
  })),
  'yaml-duplicate-key': error((data: { key: string }) => ({
    message: `The key "${data.key}" appears twice in the same place.`,
    hint: 'Keep one of them: YAML does not define which one counts.',
  })),
  'yaml-comment': warning((data: { text: string }) => ({
    message: `YAML reads "#${data.text}" as a comment, so readers will not see it.`,
    hint: 'If it belongs to the text, put the text in quotes. If it is a comment, write a space after the "#".',
  })),
  'yaml-alias': error((data: { name: string }) => ({
    message: `YAML reads "*${data.name}" as an alias, but this file has no anchor "&${data.name}".`,
    hint: 'Put a text that begins with an asterisk in quotes, or begin it on the next line, indented, after ">-".',
  })),
  'yaml-anchor': warning((data: { name: string }) => ({
    message: `YAML reads "&${data.name}" as an anchor, so readers will not see it.`,
    hint: 'If it belongs to the text, put the text in quotes. If it is an anchor that no alias uses, delete it.',
  })),
  'yaml-aliases': error((data: { limit: number }) => ({
    message: `The aliases in this file expand to more than ${data.limit} values.`,
    hint: 'Write the text out instead of repeating it with an alias (*name).',
  })),
  'yaml-depth': error((data: { limit: number }) => ({
    message: `The values in this file are nested more than ${data.limit} levels deep.`,
    hint: 'Look for an alias inside its own anchor. Check that no other file was saved under this name.',
  })),
  'json-syntax': error((data: { message: string }) => ({
    message: data.message,
    hint: 'Write valid JSON: names and texts in double quotes, a comma between two entries and none after the last.',
  })),
};

function size(bytes: number): string {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1000)} kB`;
}
