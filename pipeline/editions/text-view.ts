import type { TextTools } from '../content/blocks/block.ts';
import { image } from '../content/blocks/image.ts';
import { blockDefinition } from '../content/blocks/registry.ts';
import type { Story } from '../content/issue.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import { fields, list, optional, type ViewShape } from '../publication/templates/view-shape.ts';
import { type EditionInput, storyAddress } from './edition-input.ts';
import { mergeMarks, mergeShape } from './merge-marks.ts';
import type { LinkList } from './plain-text.ts';

/** What the plain-text templates may name: `createTextView` gives exactly this, which a test holds. */
export const textViewShape: ViewShape = fields([], {
  publication: fields(['name', 'url', 'postal', 'help']),
  edition: fields(['headline', 'deck', 'byline', 'date', 'url', 'isDigest'], {
    withdrawn: optional(fields(['date', 'text'])),
  }),
  body: list('value'),
  stories: list(fields(['headline', 'image', 'summary', 'label', 'reference'])),
  corrections: list(fields(['date', 'text'])),
  links: list(fields(['number', 'address'])),
  merge: mergeShape,
});

/** The view of an edition's plain-text part. Blocks are written out by their own definitions. */
export function createTextView(input: EditionInput, tools: TextTools, linkList: LinkList) {
  const { newsletter, addresses, article, words } = input;
  const { locale } = article;
  const { help, postal } = newsletter.sender;
  return {
    publication: {
      name: words.plain(localisedText(newsletter.name, locale)),
      url: addresses.index(locale),
      postal: words.plain(localisedText(postal, locale)),
      help: help && normaliseLink(localisedText(help, locale)),
    },
    edition: editionView(input, tools),
    body: article.body.map((block) => blockDefinition(block.kind).toText(block as never, tools)),
    stories: article.stories.map((story) => storyView(story, input, tools)),
    corrections: article.corrections.map(({ date, text }) => ({ date, text: tools.inline(text) })),
    // Read last: the numbers are given while the rest is written.
    links: linkList.addresses.map((address, index) => ({ number: index + 1, address })),
    merge: mergeMarks,
  };
}

function editionView({ addresses, issue, article, words }: EditionInput, tools: TextTools) {
  const { withdrawn } = article;
  return {
    headline: words.plain(article.headline),
    // In the order in which they are shown, which is that of their links' numbers.
    withdrawn: withdrawn && {
      date: withdrawn.date,
      text: withdrawn.text && tools.inline(withdrawn.text),
    },
    deck: article.deck && tools.inline(article.deck),
    byline: article.byline && words.plain(article.byline),
    date: article.date,
    url: addresses.edition(article.locale, issue.slug),
    isDigest: issue.kind === 'digest',
  };
}

function storyView(story: Story, input: EditionInput, tools: TextTools) {
  const { alt, caption, credit, label } = story;
  const address = storyAddress(story, input);
  return {
    headline: input.words.plain(story.headline),
    image: story.image && alt ? image.toText({ image: story.image, alt, caption, credit }, tools) : undefined,
    summary: tools.inline(story.summary),
    label: label && input.words.plain(label),
    reference: address && tools.reference(address),
  };
}
