import { storyShape } from '../content/issue-schema.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import { direction, isUpright } from '../publication/locales/direction.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { Localised } from '../publication/newsletter/newsletter-schema.ts';
import { fields, list, optional, type ViewShape } from '../publication/templates/view-shape.ts';
import { blockView } from './block-view.ts';
import { editionFacts } from './edition-facts.ts';
import type { EditionInput } from './edition-input.ts';
import {
  fieldsShape,
  fieldsView,
  logoShape,
  logoView,
  thumbnailShape,
  thumbnailView,
} from './fields-view.ts';
import { footnotesOf } from './footnotes.ts';
import { html, inlineToHtml, textToHtml } from './html.ts';
import { longestText } from './longest-text.ts';
import { mergeMarks, mergeShape } from './merge-marks.ts';
import { type RankedStory, rankedAddress, rankStories } from './ranked-stories.ts';
import { createThemeView, themeShape } from './theme-view.ts';
import { translationsOf } from './translations-of.ts';

const storyViewShape = {
  fields: {
    ...fieldsShape(storyShape),
    url: 'value',
    thumbnail: optional(thumbnailShape),
    longestSummary: 'value',
  },
} as const satisfies ViewShape;

const editionFields =
  'subject preheader kicker headline deck longestDeck byline date number minutes url isDigest signOff forwardUrl replyUrl';

/** The names that email templates can use. A test checks that `createMailView` returns exactly these. */
export const mailViewShape: ViewShape = fields(['locale', 'direction', 'isUpright', 'start', 'end'], {
  publication: fields(['name', 'description', 'url', 'place', 'postal', 'help'], {
    logo: optional(logoShape),
  }),
  theme: themeShape,
  edition: fields(editionFields.split(' '), {
    notice: optional(fields(['locale', 'direction', 'text'])),
    withdrawn: optional(fields(['date', 'text'])),
  }),
  body: list('block'),
  contents: list(fields(['headline', 'url'])),
  lead: optional(storyViewShape),
  stories: list(storyViewShape),
  footnotes: list(fields(['number', 'text'])),
  corrections: list(fields(['date', 'text'])),
  translations: list(fields(['locale', 'direction', 'name', 'url'])),
  merge: mergeShape,
});

/**
 * The view for the HTML of an edition. All its texts are HTML already. A missing value is undefined, never an
 * empty text.
 */
export function createMailView(input: EditionInput) {
  const { newsletter, article } = input;
  const [lead, ...others] = rankStories(article).map((ranked, rank) => storyView(ranked, rank, input));
  const isRtl = direction(article.locale) === 'rtl';
  return {
    locale: article.locale,
    direction: direction(article.locale),
    isUpright: isUpright(article.locale),
    start: isRtl ? 'right' : 'left',
    end: isRtl ? 'left' : 'right',
    publication: publicationView(input),
    theme: createThemeView(newsletter.theme),
    edition: editionView(input),
    body: article.body.map((block) => blockView(block, input)),
    contents: [...(lead ? [lead] : []), ...others].map(({ headline, url }) => ({ headline, url })),
    lead,
    stories: others,
    footnotes: [...footnotesOf(article).values()].map(({ number, text }) => ({
      number,
      text: inline(text, input),
    })),
    corrections: article.corrections.map(({ date, text }) => ({ date, text: inline(text, input) })),
    translations: translationsOf(input).map(({ locale, name, url }) => ({
      locale,
      direction: direction(locale),
      name: textToHtml(name),
      url: textToHtml(url),
    })),
    merge: mergeMarks,
  };
}

function storyView(ranked: RankedStory, rank: number, input: EditionInput) {
  const view = fieldsView(storyShape, ranked.story, input);
  return {
    ...view,
    headline: view['headline'],
    url: textToHtml(rankedAddress(ranked, input)),
    thumbnail: ranked.story.image && thumbnailView(ranked.story, input),
    longestSummary: longestText(input.issue, (article) => rankStories(article)[rank]?.story.summary),
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
    place: newsletter.place && said(newsletter.place),
    postal: said(postal),
    help: help && textToHtml(normaliseLink(localisedText(help, article.locale))),
    logo: logo && logoView(logo, input),
  };
}

function editionView(input: EditionInput) {
  const { addresses, issue, article, readers } = input;
  const { withdrawn } = article;
  const { kicker, number, minutes, signOff, forwardUrl, replyUrl } = editionFacts(input);
  return {
    subject: plain(article.subject ?? article.headline, input),
    preheader: plain(article.preheader, input),
    kicker: kicker && textToHtml(kicker),
    headline: plain(article.headline, input),
    deck: inline(article.deck, input),
    longestDeck: longestText(issue, ({ deck }) => deck),
    byline: plain(article.byline, input),
    date: article.date,
    number,
    minutes,
    url: textToHtml(addresses.edition(article.locale, issue.slug)),
    isDigest: issue.kind === 'digest',
    signOff: signOff && html(signOff.map(escapeHtml).join('<br />')),
    forwardUrl: textToHtml(forwardUrl),
    replyUrl: textToHtml(replyUrl),
    notice: readers && {
      locale: readers.locale,
      direction: direction(readers.locale),
      text: textToHtml(readers.notice),
    },
    withdrawn: withdrawn && { date: withdrawn.date, text: inline(withdrawn.text, input) },
  };
}

function plain(text: string | undefined, { words }: EditionInput) {
  return text ? textToHtml(words.plain(text)) : undefined;
}

function inline(markdown: string | undefined, { words }: EditionInput) {
  return markdown ? inlineToHtml(words.inline(markdown)) : undefined;
}
