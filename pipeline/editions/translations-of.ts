import { nativeName } from '../publication/locales/direction.ts';
import type { EditionInput } from './edition-input.ts';

/** The other languages in which an issue appears, each under its own name. */
export function translationsOf({ issue, article, addresses }: EditionInput) {
  return [...issue.articles.values()]
    .filter(({ locale, status }) => locale !== article.locale && status === 'ready')
    .map(({ locale }) => ({
      locale,
      name: nativeName(locale),
      url: addresses.edition(locale, issue.slug),
    }));
}
