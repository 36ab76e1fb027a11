import { localisedText } from '../../publication/newsletter/localised.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { describeSituation, type OpenEnd } from '../open-ends.ts';

/** Such as "The Dike Post: 2026-03-09-spring: 3 uncertain, and 1 more". */
export function alertTitle(newsletter: Newsletter, [first, ...others]: readonly OpenEnd[]): string {
  const name = localisedText(newsletter.name, newsletter.languages.source);
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return `${name}: ${first === undefined ? '' : describeSituation(first)}${more}`;
}
