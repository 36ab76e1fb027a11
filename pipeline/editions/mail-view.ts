import { localisedText } from '../config/localised.ts';
import type { Newsletter } from '../config/newsletter-schema.ts';
import { type Block, type BlockKind, blockDefinition, blockKinds } from '../content/blocks/registry.ts';
import { roleOf, type Shape } from '../content/fields.ts';
import type { Article, Issue, Story } from '../content/issue.ts';
import { direction, nativeName } from '../locales/direction.ts';
import { normaliseLink } from '../sources/link-address.ts';
import { fields, list, type ViewShape } from '../templates/view-shape.ts';
import type { Addresses } from './addresses.ts';
import { type Html, inlineToHtml, textToHtml } from './html.ts';
import { mergeMarks } from './merge-marks.ts';
import { mergeFields } from './merge-text.ts';
import type { Picture } from './pictures.ts';
import type { Words } from './words.ts';

/** What an edition is rendered from, for mail or for the web. */
export interface EditionInput {
  readonly newsletter: Newsletter;
  readonly addresses: Addresses;
  readonly issue: Issue;
  readonly article: Article;
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly words: Words;
}

/** Whether personal parts are there to be shown (mail) or not (the web). */
export type Surface = 'mail' | 'web';

const pictureShape = fields(['src', 'width', 'height']);

/** What the email templates may name: `createMailView` gives exactly this, which a test holds. */
export const mailViewShape: ViewShape = fields(['locale', 'direction', 'start', 'end', 'isMail', 'isWeb'], {
  publication: fields(['name', 'description', 'url', 'postal', 'help', 'logo']),
  theme: fields([], {
    light: fields(['background', 'surface', 'text', 'muted', 'line', 'accent', 'onAccent']),
    dark: fields(['background', 'surface', 'text', 'muted', 'line', 'accent', 'onAccent']),
    fonts: fields(['heading', 'text', 'label']),
  }),
  edition: fields(['subject', 'preheader', 'headline', 'deck', 'byline', 'date', 'url', 'isDigest'], {
    withdrawn: fields(['date', 'text']),
  }),
  body: list('block'),
  stories: list(
    fields(['headline', 'summary', 'alt', 'caption', 'credit', 'url', 'label', 'id'], {
      image: pictureShape,
    }),
  ),
  corrections: list(fields(['date', 'text'])),
  translations: list(fields(['locale', 'direction', 'name', 'url'])),
  merge: fields(mergeFields),
});

/** The shape of each kind of block, from its definition. */
export const blockShapes: Readonly<Record<string, ViewShape>> = Object.fromEntries(
  blockKinds.map((kind) => [kind, blockShape(blockDefinition(kind).shape)]),
);

function blockShape(shape: Shape): ViewShape {
  const names = Object.entries(shape).map(([name, schema]): [string, ViewShape] => {
    if (roleOf(schema) === 'asset') return [name, pictureShape];
    return [name, name === 'list' ? list('value') : 'value'];
  });
  return { fields: { kind: 'value', id: 'value', ...Object.fromEntries(names) } };
}

/** The view of an edition's HTML. Every text in it is HTML already; what is absent is undefined, never empty. */
export function createMailView(input: EditionInput, surface: Surface) {
  const { newsletter, addresses, issue, article, words } = input;
  const { locale } = article;
  const said = (value: Parameters<typeof localisedText>[0] | undefined) =>
    value === undefined ? undefined : textToHtml(words.plain(localisedText(value, locale)));
  const help = newsletter.sender.help;
  const isRtl = direction(locale) === 'rtl';
  return {
    locale,
    direction: direction(locale),
    start: isRtl ? 'right' : 'left',
    end: isRtl ? 'left' : 'right',
    isMail: surface === 'mail',
    isWeb: surface === 'web',
    publication: {
      name: said(newsletter.name),
      description: said(newsletter.description),
      url: textToHtml(addresses.index(locale)),
      postal: said(newsletter.sender.postal),
      help: help && textToHtml(localisedText(help, locale)),
      logo: newsletter.theme.logo && textToHtml(addresses.file(newsletter.theme.logo)),
    },
    theme: themeView(newsletter.theme),
    edition: editionView(input),
    body: article.body.map((block) => blockView(block, input)),
    stories: article.stories.map((story) => storyView(story, input)),
    corrections: article.corrections.map(({ date, text }) => ({
      date,
      text: inlineToHtml(words.inline(text)),
    })),
    translations: [...issue.articles.values()]
      .filter((other) => other.locale !== locale && other.status === 'ready')
      .map(({ locale: other }) => ({
        locale: other,
        direction: direction(other),
        name: textToHtml(nativeName(other)),
        url: textToHtml(addresses.edition(other, issue.slug)),
      })),
    merge: mergeMarks,
  };
}

function editionView({ addresses, issue, article, words }: EditionInput) {
  const plain = (text: string | undefined) => (text ? textToHtml(words.plain(text)) : undefined);
  const { withdrawn } = article;
  return {
    subject: plain(article.subject ?? article.headline),
    preheader: plain(article.preheader),
    headline: plain(article.headline),
    deck: article.deck && inlineToHtml(words.inline(article.deck)),
    byline: plain(article.byline),
    date: article.date,
    url: textToHtml(addresses.edition(article.locale, issue.slug)),
    isDigest: issue.kind === 'digest',
    withdrawn: withdrawn && {
      date: withdrawn.date,
      text: withdrawn.text && inlineToHtml(words.inline(withdrawn.text)),
    },
  };
}

/** Each field of a block by its role: words as HTML, pictures with their sizes, the rest as it is. */
function blockView(block: Block, input: EditionInput): Record<string, unknown> & { kind: BlockKind } {
  const values = block as unknown as Record<string, unknown>;
  const view = Object.entries(blockDefinition(block.kind).shape).map(([name, schema]) => {
    const value = values[name];
    const show = (one: unknown) => fieldView(one, roleOf(schema), input);
    return [name, Array.isArray(value) ? value.map(show) : show(value)];
  });
  return { kind: block.kind, id: block.id, ...Object.fromEntries(view) };
}

function fieldView(value: unknown, role: ReturnType<typeof roleOf>, input: EditionInput): unknown {
  if (typeof value !== 'string') return value;
  switch (role) {
    case 'inline':
      return inlineToHtml(input.words.inline(value));
    case 'text':
    case 'name':
      return textToHtml(input.words.plain(value));
    case 'address':
      return textToHtml(normaliseLink(value));
    case 'asset':
      return pictureView(value, input);
    default:
      return value;
  }
}

function storyView(story: Story, input: EditionInput) {
  const { words } = input;
  const plain = (text: string | undefined) => (text ? textToHtml(words.plain(text)) : undefined);
  const url = storyAddress(story, input);
  return {
    id: story.id,
    headline: plain(story.headline),
    summary: inlineToHtml(words.inline(story.summary)),
    image: story.image === undefined ? undefined : pictureView(story.image, input),
    alt: plain(story.alt),
    caption: story.caption && inlineToHtml(words.inline(story.caption)),
    credit: plain(story.credit),
    url: url && textToHtml(url),
    label: plain(story.label),
  };
}

/** Where a story leads: an address of its own, or an earlier issue in this language. */
export function storyAddress(story: Story, { addresses, article }: EditionInput): string | undefined {
  if (story.issue !== undefined) return addresses.edition(article.locale, story.issue);
  return story.link === undefined ? undefined : normaliseLink(story.link);
}

function pictureView(name: string, { pictures, issue, addresses }: EditionInput) {
  const picture = pictures.get(`content/${issue.slug}/${name.replace(/^(\.\/)+/, '')}`);
  if (picture === undefined) return undefined;
  return { src: textToHtml(addresses.file(picture.path)), width: picture.width, height: picture.height };
}

/** Fonts stand in CSS and in attributes, both as they are written: nothing in them may end either. */
function themeView({ light, dark, fonts }: Newsletter['theme']) {
  const css = (font: string): Html => textToHtml(font.replace(/[^\w\s,'-]/g, '').replaceAll('"', "'"));
  return {
    light,
    dark,
    fonts: { heading: css(fonts.heading), text: css(fonts.text), label: css(fonts.label) },
  };
}
