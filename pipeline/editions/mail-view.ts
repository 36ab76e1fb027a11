import { storyShape } from '../content/issue-schema.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { direction, nativeName } from '../publication/locales/direction.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { Localised } from '../publication/newsletter/newsletter-schema.ts';
import { fields, list, optional, type ViewShape } from '../publication/templates/view-shape.ts';
import { blockView } from './block-view.ts';
import { type EditionInput, storyAddress } from './edition-input.ts';
import { fieldsShape, fieldsView } from './fields-view.ts';
import { inlineToHtml, textToHtml } from './html.ts';
import { mergeMarks, mergeShape } from './merge-marks.ts';
import { createThemeView, themeShape } from './theme-view.ts';

/** What the email templates may name: `createMailView` gives exactly this, which a test holds. */
export const mailViewShape: ViewShape = fields(['locale', 'direction', 'start', 'end'], {
  publication: fields(['name', 'description', 'url', 'postal', 'help', 'logo']),
  theme: themeShape,
  edition: fields(['subject', 'preheader', 'headline', 'deck', 'byline', 'date', 'url', 'isDigest'], {
    withdrawn: optional(fields(['date', 'text'])),
  }),
  body: list('block'),
  stories: list({ fields: { ...fieldsShape(storyShape), url: 'value' } }),
  corrections: list(fields(['date', 'text'])),
  translations: list(fields(['locale', 'direction', 'name', 'url'])),
  merge: mergeShape,
});

/** The view of an edition's HTML. Every text in it is HTML already; what is absent is undefined, never empty. */
export function createMailView(input: EditionInput) {
  const { newsletter, issue, article } = input;
  const isRtl = direction(article.locale) === 'rtl';
  return {
    locale: article.locale,
    direction: direction(article.locale),
    start: isRtl ? 'right' : 'left',
    end: isRtl ? 'left' : 'right',
    publication: publicationView(input),
    theme: createThemeView(newsletter.theme),
    edition: editionView(input),
    body: article.body.map((block) => blockView(block, input)),
    stories: article.stories.map((story) => {
      const url = storyAddress(story, input);
      return { ...fieldsView(storyShape, story, input), url: url && textToHtml(url) };
    }),
    corrections: article.corrections.map(({ date, text }) => ({ date, text: inline(text, input) })),
    translations: [...issue.articles.values()]
      .filter((other) => other.locale !== article.locale && other.status === 'ready')
      .map(({ locale }) => ({
        locale,
        direction: direction(locale),
        name: textToHtml(nativeName(locale)),
        url: textToHtml(input.addresses.edition(locale, issue.slug)),
      })),
    merge: mergeMarks,
  };
}

function publicationView(input: EditionInput) {
  const { newsletter, addresses, article, logo } = input;
  const said = (value: Localised) => plain(localisedText(value, article.locale), input);
  const { help, postal } = newsletter.sender;
  return {
    name: said(newsletter.name),
    description: said(newsletter.description),
    url: textToHtml(addresses.index(article.locale)),
    postal: said(postal),
    help: help && textToHtml(normaliseLink(localisedText(help, article.locale))),
    logo: logo && textToHtml(addresses.file(logo.path)),
  };
}

function editionView(input: EditionInput) {
  const { addresses, issue, article } = input;
  const { withdrawn } = article;
  return {
    subject: plain(article.subject ?? article.headline, input),
    preheader: plain(article.preheader, input),
    headline: plain(article.headline, input),
    deck: inline(article.deck, input),
    byline: plain(article.byline, input),
    date: article.date,
    url: textToHtml(addresses.edition(article.locale, issue.slug)),
    isDigest: issue.kind === 'digest',
    withdrawn: withdrawn && { date: withdrawn.date, text: inline(withdrawn.text, input) },
  };
}

function plain(text: string | undefined, { words }: EditionInput) {
  return text ? textToHtml(words.plain(text)) : undefined;
}

function inline(markdown: string | undefined, { words }: EditionInput) {
  return markdown ? inlineToHtml(words.inline(markdown)) : undefined;
}
