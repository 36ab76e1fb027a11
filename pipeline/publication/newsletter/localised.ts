import type { Localised } from './newsletter-schema.ts';

/** A text of newsletter.yaml in one language. The reader of the file has checked the languages. */
export function localisedText(value: Localised, locale: string): string {
  const text = typeof value === 'string' ? value : value[locale];
  if (text === undefined)
    throw new Error(`newsletter.yaml has no text in "${locale}" here, though it was checked.`);
  return text;
}
