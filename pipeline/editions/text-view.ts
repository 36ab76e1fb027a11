import type { TextTools } from '../content/blocks/block.ts';
import { image } from '../content/blocks/image.ts';
import { blockDefinition } from '../content/blocks/registry.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import { fields, list, optional, type ViewShape } from '../publication/templates/view-shape.ts';
import { editionFacts } from './edition-facts.ts';
import { type EditionInput, storyAddress } from './edition-input.ts';
import { footnotesOf } from './footnotes.ts';
import { mergeMarks, mergeShape } from './merge-marks.ts';
import { type LinkList, superscript } from './plain-text.ts';
import { type RankedStory, rankedAddress, rankStories } from './ranked-stories.ts';
import { translationsOf } from './translations-of.ts';

const editionFields = 'kicker headline deck byline date number minutes url isDigest signOff replyTo';

/** The names that plain-text templates can use. A test checks that `createTextView` returns exactly these. */
export const textViewShape: ViewShape = fields([], {
  publication: fields(['name', 'url', 'place', 'postal', 'help']),
  edition: fields(editionFields.split(' '), {
    notice: optional(fields(['text'])),
    withdrawn: optional(fields(['date', 'text'])),
  }),
  body: list('value'),
  stories: list(fields(['number', 'kicker', 'headline', 'image', 'summary', 'label', 'reference'])),
  translations: list(fields(['name', 'url'])),
  contents: list('value'),
  footnotes: list('value'),
  corrections: list(fields(['date', 'text'])),
  links: list(fields(['number', 'address'])),
  merge: mergeShape,
});

/** The view for the plain-text part of an edition. The definition of each block writes its text. */
export function createTextView(input: EditionInput, tools: TextTools, linkList: LinkList) {
  const { newsletter, addresses, article, words } = input;
  const { locale } = article;
  const { help, postal } = newsletter.sender;
  return {
    publication: {
      name: words.plain(localisedText(newsletter.name, locale)),
      url: addresses.index(locale),
      place: newsletter.place && words.plain(localisedText(newsletter.place, locale)),
      postal: words.plain(localisedText(postal, locale)),
      help: help && normaliseLink(localisedText(help, locale)),
    },
    edition: editionView(input, tools),
    body: article.body.map((block) => blockDefinition(block.kind).toText(block as never, tools)),
    stories: rankStories(article).map((ranked, index) => storyView(ranked, index + 1, input, tools)),
    contents: rankStories(article).map(({ story }, index) =>
      wrapBehind(`${index + 1}.`, words.plain(story.headline), tools),
    ),
    translations: translationsOf(input).map(({ name, url }) => ({ name, url })),
    footnotes: [...footnotesOf(article).values()].map(({ number, text }) =>
      wrapBehind(superscript(number), tools.inline(text), tools),
    ),
    corrections: article.corrections.map(({ date, text }) => ({ date, text: tools.inline(text) })),
    // Read the links last, because writing the other parts assigns their numbers.
    links: linkList.addresses.map((address, index) => ({ number: index + 1, address })),
    merge: mergeMarks,
  };
}

/** A text with a number before it. Further lines are indented to match the first. */
function wrapBehind(number: string, text: string, { wrap }: TextTools): string {
  return wrap(text, { first: `${number} `, rest: ' '.repeat(number.length + 1) });
}

function editionView(input: EditionInput, tools: TextTools) {
  const { newsletter, addresses, issue, article, words, readers } = input;
  const { withdrawn, locale } = article;
  const { kicker, number, minutes, signOff } = editionFacts(input);
  const { address, replyTo } = newsletter.sender;
  return {
    kicker,
    headline: words.plain(article.headline),
    notice: readers && { text: readers.notice },
    // In the order of the edition, so that links are numbered in that order.
    withdrawn: withdrawn && {
      date: withdrawn.date,
      text: withdrawn.text && tools.inline(withdrawn.text),
    },
    deck: article.deck && tools.inline(article.deck),
    byline: article.byline && words.plain(article.byline),
    date: article.date,
    number,
    minutes,
    url: addresses.edition(locale, issue.slug),
    isDigest: issue.kind === 'digest',
    signOff: signOff?.join('\n'),
    replyTo: replyTo ? localisedText(replyTo, locale) : address,
  };
}

/**
 * The number of a story's link follows the story's label, or else its headline. A story with neither label
 * nor address has no number, because its link would only lead to the same text on the web.
 */
function storyView(ranked: RankedStory, number: number, input: EditionInput, tools: TextTools) {
  const { kicker, headline, image: asset, alt, caption, credit, summary, label } = ranked.story;
  const said = (text: string | undefined) => text && input.words.plain(text);
  const address = storyAddress(ranked.story, input);
  const title = input.words.plain(headline);
  return {
    number,
    kicker: said(kicker),
    headline: address === undefined || label ? title : `${title} ${tools.reference(address)}`,
    image: asset && alt ? image.toText({ image: asset, alt, caption, credit }, tools) : undefined,
    summary: tools.inline(summary),
    label: said(label),
    reference: label && tools.reference(rankedAddress(ranked, input)),
  };
}
