/** The number of arguments of each helper; several numbers if some arguments are optional. */
const inline: Readonly<Record<string, readonly number[]>> = {
  t: [1],
  lookup: [2],
  partialOf: [1],
  withoutStart: [2],
  isLong: [2],
  hasLongWord: [2],
};
const inlineOfText: Readonly<Record<string, readonly number[]>> = { wrap: [1, 2], underline: [2] };
const block: Readonly<Record<string, readonly number[]>> = {
  if: [1],
  unless: [1],
  each: [1],
  with: [1],
  personal: [0],
};

/** The helpers that open a block. */
export const blockHelpers: readonly string[] = Object.keys(block);

/** The helpers that can be used inline. Plain text has a few more. */
export function inlineHelpers(isText: boolean): readonly string[] {
  return [...Object.keys(inline), ...(isText ? Object.keys(inlineOfText) : [])];
}

/** The numbers of arguments that a helper accepts. */
export function countsOf(helper: string): readonly number[] {
  return { ...inline, ...inlineOfText, ...block }[helper] ?? [];
}
