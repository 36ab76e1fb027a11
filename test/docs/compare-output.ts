/**
 * Finds the first line that a page shows below a command and that the command did not print. A line `…` is any
 * number of lines. Numbers, dates and times may differ.
 */
export function missingLine(shown: string, printed: string): string | undefined {
  let rest = printed.split('\n').map(withoutNumbers);
  for (const line of shown.trimEnd().split('\n')) {
    if (line.trim() === '…') continue;
    const at = rest.indexOf(withoutNumbers(line));
    if (at < 0) return line;
    rest = rest.slice(at + 1);
  }
  return undefined;
}

function withoutNumbers(line: string): string {
  return line.trimEnd().replaceAll(/\d+(?:[-,.:]\d+)*/g, '0');
}
