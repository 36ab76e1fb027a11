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

/** Whether Courant or Handlebars has a helper of this name. */
export function isShippedHelper(name: string): boolean {
  return [inline, inlineOfText, block, { log: [] }].some((helpers) => Object.hasOwn(helpers, name));
}

/** The helpers that open a block. */
export const blockHelpers: readonly string[] = Object.keys(block);

/** A helper that a publication adds. */
export interface AddedHelper {
  readonly name: string;
  readonly counts: readonly number[];
}

/** The helpers that can be used inline. Plain text has a few more, and so may the publication. */
export function inlineHelpers(isText: boolean, added: readonly AddedHelper[]): readonly string[] {
  const own = added.map(({ name }) => name);
  return [...Object.keys(inline), ...(isText ? Object.keys(inlineOfText) : []), ...own];
}

/** The numbers of arguments that a helper accepts. */
export function countsOf(helper: string, added: readonly AddedHelper[]): readonly number[] {
  const own = added.find(({ name }) => name === helper)?.counts;
  return own ?? { ...inline, ...inlineOfText, ...block }[helper] ?? [];
}
