import { expect, test } from 'vitest';
import { keepLatest } from '../../../pipeline/foundation/program/keep-latest.ts';

test('a result is made again when a part is another one, or when there are more or fewer', () => {
  const keep = keepLatest<object>();
  const [owner, part] = [{}, {}];
  const make = () => ({});
  const first = keep(owner, [part, 1], make);
  expect(keep(owner, [part, 1], make)).toBe(first);
  expect(keep({}, [part, 1], make)).not.toBe(first);
  for (const parts of [[{}, 1], [part], [part, 1, undefined], []]) {
    const other = keep(owner, parts, make);
    expect(other).not.toBe(first);
    expect(keep(owner, parts, make)).toBe(other);
  }
});
