/**
 * Creates a function that returns the latest result for an owner again, as long as it is made from the same parts.
 * Parts are compared as `===` does, so an object is the same part only if it is the same object.
 */
export function keepLatest<Result>() {
  const kept = new WeakMap<object, { readonly parts: readonly unknown[]; readonly result: Result }>();
  return (owner: object, parts: readonly unknown[], make: () => Result): Result => {
    const latest = kept.get(owner);
    const isSame =
      latest?.parts.length === parts.length && latest.parts.every((part, at) => part === parts[at]);
    if (isSame) return latest.result;
    const result = make();
    kept.set(owner, { parts, result });
    return result;
  };
}
