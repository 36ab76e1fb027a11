import { isDeepStrictEqual } from 'node:util';
import { createSource } from '../../foundation/problems/place.ts';
import { Report } from '../../foundation/problems/report.ts';
import { parseJson } from '../../foundation/sources/parse-json.ts';
import { isObject } from '../../foundation/sources/reading.ts';

/**
 * Sets one text of a JSON object and leaves everything else as it stands, to the byte. A key that is not there yet
 * comes behind the nearest one that stands before it in `order`. Undefined stands for a file that is not there.
 * Throws when that cannot be done: the file's syntax is broken, or something else than a text stands there.
 *
 * @example setJsonText('{\n  "a": "A",\n  "c": "C"\n}\n', 'b', 'B', ['a', 'b', 'c'])
 */
export function setJsonText(
  text: string | undefined,
  key: string,
  value: string,
  order: readonly string[],
): string {
  const before = text?.trim() ? text : '{}\n';
  const tree = parseJson(createSource('', before), new Report());
  if (tree === undefined || !isObject(tree.value))
    throw new Error('A file that is no JSON object is not edited.');
  const keys = Object.keys(tree.value);
  const edited = Object.hasOwn(tree.value, key)
    ? paste(before, tree.place([key]), JSON.stringify(value))
    : insert();
  const wanted = { ...tree.value, [key]: value };
  if (!isDeepStrictEqual(JSON.parse(edited), wanted))
    throw new Error('The text could not be written as JSON.');
  return edited;

  function insert(): string {
    const entry = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const [first] = keys;
    const open = before.indexOf('{') + 1;
    if (first === undefined) {
      const close = before.indexOf('}', open);
      return paste(before, { start: open, end: close }, `\n  ${entry}\n`);
    }
    const start = startOf(first);
    // What stands before the first key stands before every one: a line break and its indentation, or a blank.
    const gap = before.slice(open, start);
    const earlier = order.slice(0, Math.max(0, order.indexOf(key)));
    const last = earlier.findLast((each) => keys.includes(each));
    if (last === undefined) return paste(before, { start, end: start }, `${entry},${gap || ' '}`);
    const { end } = tree?.place([last]) ?? { end: start };
    return paste(before, { start: end, end }, `,${gap || ' '}${entry}`);
  }

  function startOf(name: string): number {
    return tree?.placeOfKey([name]).start ?? 0;
  }
}

/** Takes one text out of a JSON object, with its comma; everything else stays as it stands. */
export function removeJsonText(text: string, key: string): string {
  const tree = parseJson(createSource('', text), new Report());
  if (tree === undefined || !isObject(tree.value)) {
    throw new Error('A file that is no JSON object is not edited.');
  }
  const { [key]: gone, ...rest } = tree.value;
  if (gone === undefined) return text;
  const keys = Object.keys(tree.value);
  const [before, after] = [keys[keys.indexOf(key) - 1], keys[keys.indexOf(key) + 1]];
  const { start } = tree.placeOfKey([key]);
  const { end } = tree.place([key]);
  const whole = { start: text.indexOf('{') + 1, end: text.lastIndexOf('}') };
  const behind = before === undefined ? whole : { start: tree.place([before]).end, end };
  const range = after === undefined ? behind : { start, end: tree.placeOfKey([after]).start };
  const edited = paste(text, range, '');
  if (!isDeepStrictEqual(JSON.parse(edited), rest))
    throw new Error('The text could not be taken out of the JSON.');
  return edited;
}

const paste = (text: string, { start, end }: { start: number; end: number }, piece: string) =>
  text.slice(0, start) + piece + text.slice(end);
