/**
 * Makes a function that translates the texts of a list, and gives undefined for any other text. "{1}" in a text is a
 * part that differs; `translatePart` is for parts that are phrases themselves.
 */
export function createPhrases(
  list: Readonly<Record<string, string>>,
  translatePart = (part: string) => part,
): (text: string) => string | undefined {
  const patterns = Object.entries(list).map(([from, into]) => [patternOf(from), into] as const);
  return (text) => {
    for (const [pattern, into] of patterns) {
      const found = pattern.exec(text);
      if (found) return into.replace(/\{(\d)\}/g, (_, at) => translatePart(found[Number(at)] ?? ''));
    }
    return undefined;
  };
}

function patternOf(text: string): RegExp {
  const literal = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\\\{\d\\\}/g, '(.+?)')}$`, 's');
}
