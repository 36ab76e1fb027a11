const all = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The plural categories (CLDR) of a language's cardinal numbers, from `zero` to `other`. */
export function pluralCategories(locale: string): readonly string[] {
  const categories: readonly string[] = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  return all.filter((each) => categories.includes(each));
}

/** A key without its plural suffix. `part_one` counts as a plural form only if `part_other` exists. */
export function pluralBase(
  key: string,
  entries: ReadonlyMap<string, unknown>,
): { base: string; category: string | undefined } {
  const at = key.lastIndexOf('_');
  const category = key.slice(at + 1);
  const base = key.slice(0, at);
  if (
    at > 0 &&
    all.includes(category) &&
    all.some((each) => each !== category && entries.has(`${base}_${each}`))
  ) {
    return { base, category };
  }
  return at > 0 && category === 'other' ? { base, category } : { base: key, category: undefined };
}
