import { InvalidArgumentError } from 'commander';
import { isDate } from '../../foundation/time/parse-moment.ts';

/** Parses the value of `--port`. Any other value is wrong use (exit code 2). */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

/** Parses the value of `--date`. Any other value is wrong use (exit code 2). */
export function readDay(text: string): string {
  if (isDate(text)) return text;
  const [, day, month, year] = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})$/.exec(text) ?? [];
  const turned = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const example = isDate(turned) ? turned : '2026-11-28';
  throw new InvalidArgumentError(`Write the day as year-month-day, such as ${example}.`);
}
