import { isObject } from '../../foundation/sources/reading.ts';
import type { ReadTheme } from './read-theme.ts';

/**
 * The theme of newsletter.yaml as written, merged with the values of the themes that it extends. Its own
 * values take precedence. A value that cannot be merged stays as it is, and the schema refuses it.
 */
export function mergeTheme(written: unknown, themes: readonly ReadTheme[]): unknown {
  const own = typeof written === 'string' ? { from: written } : written === undefined ? {} : written;
  if (!isObject(own) || written === '') return written;
  const inherited = themes.map(({ values: { description: _, from: __, ...values } }) => values);
  return [...inherited, own].reduce<Record<string, unknown>>(mergeValues, {});
}

function mergeValues(under: Record<string, unknown>, over: Record<string, unknown>) {
  const merged = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? { ...before, ...value } : value;
  }
  return merged;
}
