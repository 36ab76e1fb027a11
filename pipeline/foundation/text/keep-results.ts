/**
 * Wraps a function of one text so that it keeps its results. Drops all results once there are `most` of them,
 * so that the memory of a process that runs for weeks does not grow.
 */
export function keepResults<Result>(most: number, make: (text: string) => Result): (text: string) => Result {
  const kept = new Map<string, Result>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined || kept.has(text)) return known as Result;
    const result = make(text);
    if (kept.size >= most) kept.clear();
    kept.set(text, result);
    return result;
  };
}
