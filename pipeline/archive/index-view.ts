import { localisedText } from '../config/localised.ts';
import type { Newsletter } from '../config/newsletter-schema.ts';
import type { Addresses } from '../editions/addresses.ts';
import { inlineToHtml, textToHtml } from '../editions/html.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import { createThemeView, themeShape } from '../editions/theme-view.ts';
import type { Words } from '../editions/words.ts';
import { direction, nativeName } from '../locales/direction.ts';
import { fields, list, type ViewShape } from '../templates/view-shape.ts';

/** What the index template may name. */
export const indexViewShape: ViewShape = fields(['locale', 'direction'], {
  publication: fields(['name', 'description', 'url', 'postal']),
  theme: themeShape,
  issues: list(fields(['headline', 'deck', 'date', 'path', 'isWithdrawn'])),
  translations: list(fields(['locale', 'direction', 'name', 'path', 'url'])),
});

/** The view of a language's front page: its editions, latest first. */
export function createIndexView(
  newsletter: Newsletter,
  locale: string,
  issues: readonly RenderedIssue[],
  words: Words,
  addresses: Addresses,
) {
  const said = (value: Parameters<typeof localisedText>[0]) =>
    textToHtml(words.plain(localisedText(value, locale)));
  const editions = issues.flatMap(({ editions }) =>
    editions.filter(({ edition }) => edition.locale === locale),
  );
  return {
    locale,
    direction: direction(locale),
    publication: {
      name: said(newsletter.name),
      description: said(newsletter.description),
      url: textToHtml(addresses.index(locale)),
      postal: said(newsletter.sender.postal),
    },
    theme: createThemeView(newsletter.theme),
    issues: editions
      .sort((a, b) => (a.article.date < b.article.date ? 1 : -1))
      .map(({ edition, article }) => ({
        headline: textToHtml(words.plain(article.headline)),
        deck: article.deck && inlineToHtml(words.inline(article.deck)),
        date: article.date,
        path: `${edition.issue}/`,
        isWithdrawn: article.withdrawn !== undefined,
      })),
    translations: newsletter.languages.editions
      .filter((other) => other !== locale)
      .map((other) => ({
        locale: other,
        direction: direction(other),
        name: textToHtml(nativeName(other)),
        path: `../${other}/`,
        url: textToHtml(addresses.index(other)),
      })),
  };
}
