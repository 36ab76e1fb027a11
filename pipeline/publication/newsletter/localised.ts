import type { Localised } from './newsletter-schema.ts';

/**
 * A text of newsletter.yaml in one language. Throws if it is missing, which cannot happen in a file that
 * passed its checks.
 */
export function localisedText(value: Localised, locale: string): string {
  const text = typeof value === 'string' ? value : value[locale];
  if (text === undefined)
    throw new Error(`newsletter.yaml has no text in "${locale}" here, although it was checked.`);
  return text;
}
