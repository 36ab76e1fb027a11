import { createHash } from 'node:crypto';

/**
 * The hash of a value of a file, which tells whether somebody has changed it. The order of the keys in a map
 * does not count. Empty if there is no value.
 */
export function hashValue(value: unknown): string {
  if (value === undefined) return '';
  return createHash('sha256').update(print(value)).digest('hex').slice(0, 16);
}

function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${print(each)}`).join()}}`;
}
