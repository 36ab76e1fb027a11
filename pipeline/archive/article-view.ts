import { fromKinds } from '../content/blocks/registry.ts';
import { storyShape } from '../content/issue-schema.ts';
import { blockShapes, blockView } from '../editions/block-view.ts';
import { editionFacts } from '../editions/edition-facts.ts';
import type { EditionInput } from '../editions/edition-input.ts';
import { fieldsShape, fieldsView, type Medium } from '../editions/fields-view.ts';
import { footnotesOf } from '../editions/footnotes.ts';
import { html, inlineToHtml, textToHtml } from '../editions/html.ts';
import { longestText } from '../editions/longest-text.ts';
import { type RankedStory, rankStories } from '../editions/ranked-stories.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import { fields, list, type ViewShape } from '../publication/templates/view-shape.ts';
import type { EditionEntry } from './issue-entry.ts';
import type { PagePlace } from './page-place.ts';
import { webMedium, webPictureShape } from './picture-view.ts';
import { sitePaths } from './site-paths.ts';
import type { WebPicture } from './web-pictures.ts';

const shapeOnly = { shape: webPictureShape, show: () => ({}), note: () => '' };

const articleFields = 'kicker headline deck longestDeck byline date place number minutes signOff isDigest';

const storyViewShape = {
  fields: { ...fieldsShape(storyShape, shapeOnly), url: 'value', anchor: 'value', longestSummary: 'value' },
} as const satisfies ViewShape;

/** The names that the templates of an article can use. The names for blocks come from the registry. */
export const articleShape: ViewShape = fields(articleFields.split(' '), {
  withdrawn: fields(['date', 'text']),
  content: contentShape(),
  corrections: list(fields(['date', 'text'])),
  topics: list(fields(['name', 'path'])),
  files: fields(['mail', 'message']),
  years: fields(['year', 'path']),
});

function contentShape(): ViewShape {
  return fields([], {
    body: list('block'),
    contents: list(fields(['headline', 'anchor'])),
    lead: storyViewShape,
    stories: list(storyViewShape),
    footnotes: list(fields(['number', 'text'])),
  });
}

/** The shape of each kind of block on the web. */
export const webBlockShapes = fromKinds(() => blockShapes(shapeOnly));

/** The view of an article's blocks and stories, ranked as in the mail, for a page at this place. */
export function createContentView(
  input: EditionInput,
  pictures: ReadonlyMap<string, WebPicture>,
  place: PagePlace,
) {
  const { article, words } = input;
  const shown = webMedium(pictures, place);
  const body = article.body.map((block) => blockView(block, input, shown));
  const [lead, ...others] = rankStories(article).map((ranked, rank) =>
    storyView(ranked, rank, input, shown, place),
  );
  const contents = [...(lead ? [lead] : []), ...others].map(({ headline, anchor }) => ({ headline, anchor }));
  const footnotes = [...footnotesOf(article).values()].map(({ number, text }) => ({
    number,
    text: inlineToHtml(words.inline(text)),
  }));
  return { body, contents, lead, stories: others, footnotes };
}

function storyView(
  { story, anchor }: RankedStory,
  rank: number,
  input: EditionInput,
  shown: Medium,
  place: PagePlace,
) {
  const view = fieldsView(storyShape, story, input, shown);
  return {
    ...view,
    headline: view['headline'],
    anchor: textToHtml(anchor),
    longestSummary: longestText(input.issue, (article) => rankStories(article)[rank]?.story.summary),
    url:
      story.issue === undefined
        ? story.link && textToHtml(normaliseLink(story.link))
        : place.link(sitePaths.article(input.article.locale, story.issue)),
  };
}

/** The view of an article's page. A withdrawn article has only its notice. */
export function createArticleView(
  input: EditionInput,
  entry: EditionEntry,
  pictures: ReadonlyMap<string, WebPicture>,
  place: PagePlace,
) {
  const { issue, article, words } = input;
  const { locale, withdrawn } = article;
  const [year = ''] = article.date.split('-');
  const isOut = withdrawn === undefined;
  const inline = (text: string) => inlineToHtml(words.inline(text));
  const { kicker, number, place: town, minutes, signOff } = editionFacts(input);
  const file = (name: string) => place.link(`${sitePaths.article(locale, issue.slug)}${name}`);
  return {
    kicker: isOut && kicker ? textToHtml(kicker) : undefined,
    headline: textToHtml(words.plain(article.headline)),
    deck: isOut && article.deck ? inline(article.deck) : undefined,
    longestDeck: isOut ? longestText(issue, ({ deck }) => deck) : undefined,
    byline: isOut && article.byline ? textToHtml(words.plain(article.byline)) : undefined,
    date: article.date,
    place: town && textToHtml(town),
    number,
    minutes: isOut ? minutes : undefined,
    signOff: isOut && signOff ? html(signOff.map(escapeHtml).join('<br>')) : undefined,
    isDigest: isOut && issue.kind === 'digest',
    withdrawn: withdrawn && { date: withdrawn.date, text: withdrawn.text && inline(withdrawn.text) },
    content: isOut ? createContentView(input, pictures, place) : undefined,
    corrections: isOut ? article.corrections.map(({ date, text }) => ({ date, text: inline(text) })) : [],
    topics: isOut
      ? entry.topics.map(({ name, slug }) => ({
          name: textToHtml(name),
          path: place.link(sitePaths.topic(locale, slug)),
        }))
      : [],
    files: isOut ? { mail: file('email.html'), message: file('email.eml') } : undefined,
    years: { year, path: place.link(sitePaths.year(locale, year)) },
  };
}
