import { roleOf, type Shape, subjectOf } from './blocks/fields.ts';
import { blockDefinition } from './blocks/registry.ts';
import { cropText, type Framing, focusText } from './framing.ts';
import type { Article } from './issue.ts';
import { storyShape } from './issue-schema.ts';
import { readFraming } from './read-framing.ts';

/** A picture that a block or a story names. */
export interface NamedPicture {
  /** The field that names it, followed by an index if the field has several values. */
  readonly path: readonly (string | number)[];
  /** The file name as written. */
  readonly asset: string;
  /** The description for people who cannot see the picture. */
  readonly alt: string | undefined;
  readonly framing: Framing;
}

/** A picture that an article shows. */
export interface ShownPicture {
  /** Its path in the publication. */
  readonly asset: string;
  readonly alt: string;
  readonly framing: Framing;
  /** Distinguishes the pictures that are made from one file. */
  readonly key: string;
}

/** The pictures that an object of this shape names, even if other values in it are invalid. */
export function picturesIn(shape: Shape, values: object): NamedPicture[] {
  const given = values as Readonly<Record<string, unknown>>;
  return Object.keys(shape).flatMap((field): NamedPicture[] => {
    if (shape[field] === undefined || roleOf(shape[field]) !== 'asset') return [];
    const value = given[field];
    const alt = given[altField(shape, field) ?? ''];
    const framing = readFraming(shape, field, given);
    if (!Array.isArray(value)) return named([field], value, alt, framing);
    return value.flatMap((each, at) => named([field, at], each, Array.isArray(alt) ? alt[at] : alt, framing));
  });
}

/** The field of a picture that lacks a description for people who cannot see it. */
export function pictureWithoutAlt(
  shape: Shape,
  values: Readonly<Record<string, unknown>>,
): string | undefined {
  return Object.keys(shape).find((field) => {
    const alt = values[field] == null ? undefined : altField(shape, field);
    return alt !== undefined && values[alt] === undefined;
  });
}

/** The field that describes the picture in another field. */
function altField(shape: Shape, picture: string): string | undefined {
  return Object.keys(shape).find((field) => {
    const schema = shape[field];
    return schema !== undefined && roleOf(schema) === 'alt' && subjectOf(schema) === picture;
  });
}

/** The pictures of an article in order. */
export function picturesOf({ body, stories }: Article, slug: string): ShownPicture[] {
  const all = [
    ...body.flatMap((block) => picturesIn(blockDefinition(block.kind).shape, block)),
    ...stories.flatMap((story) => picturesIn(storyShape, story)),
  ];
  return all.map((each) => shownPicture(each, slug));
}

/** A picture that a block or a story of this issue names. */
export function shownPicture({ asset, alt = '', framing }: NamedPicture, slug: string): ShownPicture {
  const path = assetPath(`content/${slug}`, asset);
  return { asset: path, alt, framing, key: pictureKey(path, framing) };
}

/**
 * The key of a picture among those that are made from files. Without a crop and a focus, it is the path of the
 * file.
 */
export function pictureKey(path: string, framing: Framing): string {
  return [path, cropText(framing), focusText(framing)].filter(Boolean).join(' ');
}

/** The path of a picture in the publication, normalised: `./a.png` is `a.png`. */
export function assetPath(folder: string, asset: string): string {
  return `${folder}/${asset.replace(/^(\.\/)+/, '')}`;
}

function named(path: NamedPicture['path'], asset: unknown, alt: unknown, framing: Framing): NamedPicture[] {
  if (typeof asset !== 'string' || asset === '') return [];
  return [{ path, asset, alt: typeof alt === 'string' ? alt : undefined, framing }];
}
