import { error, warning } from './entry.ts';

/** Files and the syntax of what is in them. */
export const readingCodes = {
  'file-missing': error((data: { file: string; hint: string }) => ({
    message: `There is no file "${data.file}".`,
    hint: data.hint,
  })),
  'file-unreadable': error((data: { file: string; reason: string }) => ({
    message: `The file "${data.file}" cannot be read: ${data.reason}.`,
    hint: 'Check that it is a plain file and that this user may read it.',
  })),
  'file-too-large': error((data: { bytes: number; limit: number }) => ({
    message: `This file has ${size(data.bytes)}, and ${size(data.limit)} is the most that is read.`,
    hint: 'Text belongs here, and pictures in files of their own beside it. Was something else saved under this name?',
  })),
  'file-empty': error((data: { expected: string }) => ({
    message: 'This file is empty.',
    hint: `Expected ${data.expected}. Was it saved?`,
  })),
  encoding: error((data: { byte: number }) => ({
    message: `This file is not UTF-8: the byte 0x${data.byte.toString(16).padStart(2, '0')} begins no character here.`,
    hint: 'Save it as UTF-8. It may be in Latin-1 or Windows-1252; most editors offer "Save with encoding".',
  })),
  'yaml-syntax': error((data: { message: string; hint: string }) => ({
    message: data.message,
    hint: data.hint,
  })),
  'yaml-tab': error(() => ({
    message: 'A tab is used for indentation, which YAML does not allow.',
    hint: 'Use two blanks for each level. An editor can convert the tabs of the whole file.',
  })),
  'yaml-duplicate-key': error((data: { key: string }) => ({
    message: `The key "${data.key}" stands twice in the same place.`,
    hint: 'Keep one of them; YAML would not say which one counts.',
  })),
  'yaml-comment': warning((data: { text: string }) => ({
    message: `YAML takes "#${data.text}" for a comment, and readers will not see it.`,
    hint: 'If it belongs to the text, put the text in quotes. If it is a comment, write a blank after the "#".',
  })),
  'yaml-alias': error((data: { name: string }) => ({
    message: `"*${data.name}" is an alias to YAML, and nothing in this file has the name "${data.name}".`,
    hint: 'A text that begins with an asterisk needs quotes, or begins on the next line, indented, after ">-".',
  })),
  'yaml-anchor': warning((data: { name: string }) => ({
    message: `YAML takes "&${data.name}" for an anchor, and readers will not see it.`,
    hint: 'If it belongs to the text, put the text in quotes. An anchor that no alias uses can be deleted.',
  })),
  'yaml-aliases': error((data: { limit: number }) => ({
    message: `With its aliases followed, this file holds more than ${data.limit} values.`,
    hint: 'Write the text out instead of repeating it by alias (*name).',
  })),
  'yaml-depth': error((data: { limit: number }) => ({
    message: `The values of this file lie more than ${data.limit} levels deep in one another.`,
    hint: 'Does an alias stand within what it names? Or was something else saved under this name?',
  })),
  'json-syntax': error((data: { message: string }) => ({
    message: data.message,
    hint: 'The file must be JSON: names and texts in double quotes, a comma between two entries and none after the last.',
  })),
};

function size(bytes: number): string {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1000)} kB`;
}
