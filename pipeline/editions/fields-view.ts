import { assetPath } from '../content/check-assets.ts';
import { type FieldRole, roleOf, type Shape } from '../content/fields.ts';
import { normaliseLink } from '../sources/link-address.ts';
import { fields, list, type ViewShape } from '../templates/view-shape.ts';
import type { EditionInput } from './edition-input.ts';
import { inlineToHtml, textToHtml } from './html.ts';

/** What a template may name of a block or a story: each of its fields that readers see. */
export function fieldsShape(shape: Shape): Readonly<Record<string, ViewShape>> {
  return Object.fromEntries(
    shownFields(shape).map(([name, role]): [string, ViewShape] => {
      if (role === 'asset') return [name, fields(['src', 'width', 'height'])];
      return [name, name === 'list' ? list('value') : 'value'];
    }),
  );
}

/** The fields of a block or a story by their roles: words as HTML, pictures with their sizes, the rest as it is. */
export function fieldsView(shape: Shape, values: object, input: EditionInput): Record<string, unknown> {
  const given = values as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    shownFields(shape).map(([name, role]) => {
      const value = given[name];
      const show = (one: unknown) => (typeof one === 'string' ? fieldView(one, role, input) : one);
      return [name, Array.isArray(value) ? value.map(show) : show(value)];
    }),
  );
}

function shownFields(shape: Shape): [string, FieldRole | undefined][] {
  return Object.entries(shape)
    .map(([name, schema]): [string, FieldRole | undefined] => [name, roleOf(schema)])
    .filter(([, role]) => role !== 'note');
}

function fieldView(value: string, role: FieldRole | undefined, input: EditionInput): unknown {
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

function pictureView(name: string, { pictures, issue, addresses }: EditionInput) {
  const picture = pictures.get(assetPath(`content/${issue.slug}`, name));
  if (picture === undefined) return undefined;
  return { src: textToHtml(addresses.file(picture.path)), width: picture.width, height: picture.height };
}
