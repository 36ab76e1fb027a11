import { splitCells } from '../content/blocks/cells.ts';
import {
  type FieldRole,
  isCollectionField,
  isOptional,
  roleOf,
  type Shape,
} from '../content/blocks/fields.ts';
import type { Framing } from '../content/framing.ts';
import type { Story } from '../content/issue.ts';
import { storyShape } from '../content/issue-schema.ts';
import { assetPath, pictureKey, picturesIn, shownPicture } from '../content/pictures.ts';
import { readFraming } from '../content/read-framing.ts';
import { normaliseLink } from '../foundation/sources/link-address.ts';
import { direction } from '../publication/locales/direction.ts';
import { fields, list, optional, type ViewShape } from '../publication/templates/view-shape.ts';
import type { EditionInput } from './edition-input.ts';
import { footnotesOf } from './footnotes.ts';
import { inlineToHtml, textToHtml } from './html.ts';
import type { Picture } from './pictures.ts';

/**
 * How mail or the web shows pictures and footnote marks. `shape` has the names that templates can use for a
 * picture.
 */
export interface Medium {
  readonly shape: ViewShape;
  show(picture: Picture, key: string, input: EditionInput): Readonly<Record<string, unknown>>;
  /** The HTML of a footnote mark. `attributes` belong to its element. */
  note(number: number, attributes: string): string;
}

/** The width of the text of an edition, and of the pictures in it, in pixels. */
const textWidth = 520;

/** The width of the page, and of a picture that fills it from edge to edge, in pixels. */
const sheetWidth = 600;

/**
 * Mail needs absolute addresses and the displayed size of each picture. `srcset` has the smaller file for
 * ordinary screens, if there is one.
 */
export const mail: Medium = {
  shape: fields(['src', 'srcset', 'width', 'height'], { wide: fields(['width', 'height']) }),
  show: (picture, _key, input) => ({
    ...showPicture(picture, textWidth, input),
    wide: shownSize(picture, sheetWidth),
  }),
  // The mark is not a link, because many mail programs do not follow links within a message.
  note: (number, attributes) => `<sup class="note"${attributes}>${number}</sup>`,
};

/** The width of a logo of a few letters, in pixels. */
const logoWidth = 240;

export const logoShape = fields(['src', 'srcset', 'width', 'height']);

/** The logo in the masthead. */
export function logoView(logo: Picture, input: EditionInput) {
  return showPicture(logo, logoWidth, input);
}

function showPicture(picture: Picture, widest: number, { addresses }: EditionInput) {
  const { path, small } = picture;
  const src = textToHtml(addresses.file(path));
  const srcset = small && textToHtml(`${addresses.file(small.path)} 1x, ${addresses.file(path)} 2x`);
  return { src, srcset, ...shownSize(picture, widest) };
}

/**
 * The maximum ratio of height to width. A taller picture is made narrower than the text, because it would not
 * fit on the screen.
 */
const tallest = 1.25;

function shownSize({ width, height }: Picture, widest: number) {
  const shown = Math.max(1, Math.min(width, widest, Math.round((widest * tallest * width) / height)));
  return { width: shown, height: Math.max(1, Math.round((height * shown) / width)) };
}

export const thumbnailShape = fields(['src', 'width', 'height']);

/** The small picture of a story; undefined if there is none, as for the lead story in most themes. */
export function thumbnailView(story: Story, { newsletter, pictures, issue, addresses }: EditionInput) {
  const [named] = picturesIn(storyShape, story);
  const thumbnail = named && pictures.get(shownPicture(named, issue.slug).key)?.thumbnail;
  if (thumbnail === undefined) return undefined;
  const { width, height } = newsletter.theme.thumbnails;
  return { src: textToHtml(addresses.file(thumbnail.path)), width, height };
}

/** The names that a template can use for a block or a story: the fields that readers see. */
export function fieldsShape(shape: Shape, medium = mail): Readonly<Record<string, ViewShape>> {
  return Object.fromEntries(
    shownFields(shape).map(([name, role]): [string, ViewShape] => {
      const schema = shape[name];
      const one = role === 'asset' ? medium.shape : role === 'cells' ? list('value') : 'value';
      if (schema !== undefined && isCollectionField(schema)) return [name, list(one)];
      return [name, schema !== undefined && isOptional(schema) ? optional(one) : one];
    }),
  );
}

/**
 * The fields of a block or a story, converted by role: words to HTML, pictures to their addresses and sizes.
 * Other values stay the same.
 */
export function fieldsView(
  shape: Shape,
  values: object,
  input: EditionInput,
  medium = mail,
): Record<string, unknown> {
  const given = values as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    shownFields(shape).map(([name, role]) => {
      const value = given[name];
      const framed = role === 'asset' ? readFraming(shape, name, given) : {};
      const show = (one: unknown) =>
        typeof one === 'string' ? fieldView(one, role, framed, input, medium) : one;
      return [name, Array.isArray(value) ? value.map(show) : show(value)];
    }),
  );
}

function shownFields(shape: Shape): [string, FieldRole | undefined][] {
  return Object.entries(shape)
    .map(([name, schema]): [string, FieldRole | undefined] => [name, roleOf(schema)])
    .filter(([, role]) => role !== 'note' && role !== 'crop' && role !== 'focus');
}

function fieldView(
  value: string,
  role: FieldRole | undefined,
  framing: Framing,
  input: EditionInput,
  medium: Medium,
): unknown {
  const showNote = (label: string) => {
    const note = footnotesOf(input.article).get(label);
    // Without the attribute, a browser would draw a number that follows a Latin name on the wrong side of the
    // name.
    const attributes = direction(input.article.locale) === 'rtl' ? ' dir="rtl"' : '';
    return note === undefined ? '' : medium.note(note.number, attributes);
  };
  switch (role) {
    case 'inline':
      return inlineToHtml(input.words.inline(value), showNote);
    case 'cells':
      return splitCells(value).map((cell) => inlineToHtml(input.words.inline(cell), showNote));
    case 'text':
    case 'alt':
    case 'name':
      return textToHtml(input.words.plain(value));
    case 'address':
      return textToHtml(normaliseLink(value));
    case 'asset': {
      const key = pictureKey(assetPath(`content/${input.issue.slug}`, value), framing);
      const picture = input.pictures.get(key);
      return picture && medium.show(picture, key, input);
    }
    default:
      return value;
  }
}
