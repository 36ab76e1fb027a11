import { isObject } from '../../foundation/sources/reading.ts';
import type { ReadTheme } from './read-theme.ts';

/**
 * Merges the theme in newsletter.yaml with the values of the themes that it extends. The values in
 * newsletter.yaml take precedence. If the theme has the wrong type, returns it as it is, and the schema then
 * refuses it.
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
