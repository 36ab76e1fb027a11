/**
 * Several byte arrays in one memory, which one thread can pass on to another as a whole. Node would copy the whole
 * memory of an array instead, and a small `Buffer` shares a memory of 64 kB with others.
 */
export interface PackedBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lengths: readonly number[];
}

export function packBytes(arrays: readonly Uint8Array[]): PackedBytes {
  const lengths = arrays.map(({ length }) => length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    bytes.set(array, at);
    at += array.length;
  }
  return { bytes, lengths };
}

export function unpackBytes({ bytes, lengths }: PackedBytes): Uint8Array[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return bytes.subarray(end - length, end);
  });
}
