import { localisedText } from '../config/localised.ts';
import { captionText, type TextTools } from '../content/blocks/block.ts';
import { blockDefinition } from '../content/blocks/registry.ts';
import { fields, list, type ViewShape } from '../templates/view-shape.ts';
import { type EditionInput, storyAddress } from './mail-view.ts';
import { mergeMarks } from './merge-marks.ts';
import { mergeFields } from './merge-text.ts';
import type { LinkList } from './plain-text.ts';

/** What the plain-text templates may name. */
export const textViewShape: ViewShape = fields([], {
  publication: fields(['name', 'url', 'postal', 'help']),
  edition: fields(['headline', 'deck', 'byline', 'date', 'url', 'isDigest']),
  body: list('value'),
  stories: list(fields(['headline', 'image', 'summary', 'label', 'reference'])),
  corrections: list(fields(['date', 'text'])),
  links: list(fields(['number', 'address'])),
  merge: fields(mergeFields),
});

/** The view of an edition's plain-text part. Blocks are written out by their own definitions. */
export function createTextView(input: EditionInput, tools: TextTools, linkList: LinkList) {
  const { newsletter, addresses, issue, article, words } = input;
  const { locale } = article;
  const help = newsletter.sender.help;
  const body = article.body.map((block) => blockDefinition(block.kind).toText(block as never, tools));
  const stories = article.stories.map((story) => {
    const address = storyAddress(story, input);
    const picture =
      story.alt && [`[${tools.plain(story.alt)}]`, captionText(story, tools)].filter(Boolean).join(' ');
    return {
      headline: words.plain(story.headline),
      image: picture || undefined,
      summary: tools.inline(story.summary),
      label: story.label && words.plain(story.label),
      reference: address && tools.reference(address),
    };
  });
  return {
    publication: {
      name: words.plain(localisedText(newsletter.name, locale)),
      url: addresses.index(locale),
      postal: words.plain(localisedText(newsletter.sender.postal, locale)),
      help: help && localisedText(help, locale),
    },
    edition: {
      headline: words.plain(article.headline),
      deck: article.deck && tools.inline(article.deck),
      byline: article.byline && words.plain(article.byline),
      date: article.date,
      url: addresses.edition(locale, issue.slug),
      isDigest: issue.kind === 'digest',
    },
    body,
    stories,
    corrections: article.corrections.map(({ date, text }) => ({ date, text: tools.inline(text) })),
    // Read last: the numbers are given while the rest is written.
    links: linkList.addresses.map((address, index) => ({ number: index + 1, address })),
    merge: mergeMarks,
  };
}
