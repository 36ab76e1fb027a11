import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../../foundation/edits/change.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import type { Path } from '../../foundation/sources/yaml-tree.ts';
import { bestAlignment } from '../best-alignment.ts';

/** A field as it should be; null removes it. `order` has the names of the fields of its map in their order. */
export interface WantedValue {
  readonly path: Path;
  readonly before: unknown;
  readonly after: unknown;
  readonly order?: readonly string[] | undefined;
}

/**
 * The smallest changes that give a field its value: a list changes item by item, a map key by key. None if the
 * field has the value already.
 */
export function planValue(wanted: WantedValue): Change[] {
  const { path, before, after } = wanted;
  if (isSame(before, after)) return [];
  if (after === null) return before === undefined ? [] : [{ kind: 'remove', path }];
  if (isWordList(before) && isWordList(after)) return planItems(path, before, after);
  if (isFilledMap(before) && isFilledMap(after)) return planKeys(path, before, after);
  return [planWhole(wanted)];
}

/** The change that sets the whole value. A new field goes behind the fields that precede it in the order. */
export function planWhole({ path, before, after, order }: WantedValue): Change {
  if (after === null) return { kind: 'remove', path };
  const at = before === undefined ? (order?.indexOf(String(path.at(-1))) ?? -1) : -1;
  return { kind: 'set', path, value: after, ...(order && at >= 0 && { after: order.slice(0, at) }) };
}

function planItems(path: Path, before: readonly unknown[], after: readonly unknown[]): Change[] {
  const pairs = bestAlignment(before.length, after.length, (i, j) => (before[i] === after[j] ? 3 : 1));
  let index = 0;
  return pairs.flatMap(({ source, translation }): Change[] => {
    const item = translation === undefined ? undefined : after[translation];
    if (source === undefined) return [{ kind: 'insert', list: path, index, item }];
    index = source + 1;
    if (translation === undefined) return [{ kind: 'remove', path: [...path, source] }];
    return before[source] === item ? [] : [{ kind: 'set', path: [...path, source], value: item }];
  });
}

function planKeys(
  path: Path,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Change[] {
  const order = Object.keys(after);
  const lost = Object.keys(before).filter((each) => !Object.hasOwn(after, each));
  return [
    ...order.flatMap((name) =>
      planValue({ path: [...path, name], before: before[name], after: after[name], order }),
    ),
    ...lost.map((name): Change => ({ kind: 'remove', path: [...path, name] })),
  ];
}

/** Maps of the same content are the same, whether they have a prototype or not. */
const isSame = (a: unknown, b: unknown) => isDeepStrictEqual(plain(a), plain(b));
const plain = (value: unknown) => (typeof value === 'object' ? structuredClone(value) : value);

const isWordList = (value: unknown): value is readonly (string | number | boolean)[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each !== 'object');

const isFilledMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isObject(value) && Object.keys(value).length > 0;
