import { isObject, type Reading, typeName } from '../foundation/sources/reading.ts';
import type { Refusal } from '../foundation/sources/report-refusals.ts';
import type { Path } from '../foundation/sources/yaml-tree.ts';
import type { FieldRole } from './blocks/fields.ts';
import { readPercent } from './read-framing.ts';

const examples: Readonly<Partial<Record<FieldRole, string>>> = {
  crop: '{ top: 10%, bottom: 5% }',
  focus: '{ x: 50%, y: 30% }',
};

/** Reports a crop or a focus in a form of another program. Returns whether it was one. */
export function reportFraming(
  { key, path, field, given }: Refusal,
  role: FieldRole | undefined,
  { tree, report }: Reading,
): boolean {
  if (given == null) return false;
  if (role === 'percent' && typeof given === 'number') {
    const message = `${field} is ${given}, without a unit.`;
    report.add('invalid-value', { message, hint: `Write ${given}%.` }, tree.place(path));
    return true;
  }
  const example = role && examples[role];
  if (example === undefined || isObject(given)) return false;
  const hint = `Write it as "${key}: ${example}", in percent of the full picture.`;
  report.add('wrong-type', { field, expected: 'a map', actual: typeName(given), hint }, tree.place(path));
  return true;
}

/** Reports a crop that cuts nothing off, or leaves nothing. */
export function inspectCrop(
  { tree, report }: Reading,
  path: Path,
  value: Readonly<Record<string, unknown>>,
): void {
  if (Object.keys(value).length === 0) {
    const hint = `Write what to cut off, such as "crop: ${examples.crop}", or delete it.`;
    report.add('invalid-value', { message: '"crop" has no sides.', hint }, tree.place(path));
  }
  for (const [start, end, size] of [
    ['top', 'bottom', 'height'],
    ['left', 'right', 'width'],
  ] as const) {
    const both = percentOf(value[start]) + percentOf(value[end]);
    if (both < 100) continue;
    const sides = [start, end].filter((side) => percentOf(value[side]) > 0);
    const names = sides.map((side) => `"${side}"`).join(' and ');
    const message = `Nothing is left of the picture: ${names} ${sides.length > 1 ? 'together cut' : 'cuts'} off ${Number(both.toFixed(2))}% of its ${size}.`;
    const last = sides.at(-1) ?? start;
    report.add('invalid-value', { message, hint: 'Cut off less than 100%.' }, tree.place([...path, last]));
  }
}

/** Zero for a side that is left out, and for a value that was reported. */
function percentOf(value: unknown): number {
  return readPercent(value) ?? 0;
}
