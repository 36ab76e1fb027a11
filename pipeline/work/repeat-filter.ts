/** Prints the lines of a round, unless the round says exactly what the one before said. */
export interface RepeatFilter {
  begin(): void;
  line(text: string): void;
  end(): void;
}

/**
 * A round every few minutes would fill a log with the same lines. They are held back for as long as they are those of
 * the last round, line by line; from the first difference on, all are printed as they come.
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
