import type { Localised } from './newsletter-schema.ts';

/**
 * A text of newsletter.yaml in one language. Throws if it has none, which the checks of the file rule out.
 */
export function localisedText(value: Localised, locale: string): string {
  const text = typeof value === 'string' ? value : value[locale];
  if (text === undefined)
    throw new Error(`newsletter.yaml has no text in "${locale}" here, although it was checked.`);
  return text;
}
