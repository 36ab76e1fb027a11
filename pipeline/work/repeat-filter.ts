/** Prints the lines of a round, unless they are exactly those of the round before. */
export interface RepeatFilter {
  begin(): void;
  line(text: string): void;
  end(): void;
}

/**
 * A round every few minutes would fill a log with the same lines. The filter holds lines back as long as they
 * equal those of the last round. From the first difference on, it prints all lines immediately.
 */
export function createRepeatFilter(print: (line: string) => void): RepeatFilter {
  let last: readonly string[] = [];
  let lines: string[] = [];
  let isNew = false;
  const differ = () => {
    isNew = true;
    for (const line of lines) print(line);
  };
  return {
    begin() {
      lines = [];
      isNew = false;
    },
    line(text) {
      lines.push(text);
      if (isNew) print(text);
      else if (last[lines.length - 1] !== text) differ();
    },
    end() {
      if (!isNew && lines.length !== last.length) differ();
      last = lines;
    },
  };
}
