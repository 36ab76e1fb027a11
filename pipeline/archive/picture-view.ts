import type { Medium } from '../editions/fields-view.ts';
import { html, textToHtml } from '../editions/html.ts';
import { fields, list, type ViewShape } from '../publication/templates/view-shape.ts';
import type { EntryPicture } from './issue-entry.ts';
import type { PagePlace } from './page-place.ts';
import type { WebPicture } from './web-pictures.ts';

/**
 * The names that templates can use for a picture. `position` is its focus, for `object-position` in CSS;
 * undefined without one.
 */
export const webPictureShape: ViewShape = fields(['src', 'width', 'height', 'isFirst', 'position'], {
  sources: list(fields(['type', 'srcset'])),
});

/**
 * Pictures of an article on the web, and footnote marks as links. Browsers load the first picture at once and
 * the others when readers come near them. A footnote links back to its first mark.
 */
export function webMedium(prepared: ReadonlyMap<string, WebPicture>, place: PagePlace): Medium {
  let first: string | undefined;
  const marked = new Set<number>();
  return {
    shape: webPictureShape,
    show(_picture, key) {
      const picture = prepared.get(key);
      if (picture === undefined) throw new Error(`The picture "${key}" was not prepared for the web.`);
      first ??= key;
      const { focus } = picture;
      const position = focus && `${rounded(focus.x)}% ${rounded(focus.y)}%`;
      return { ...webPictureView(entryPicture(picture, ''), place), isFirst: first === key, position };
    },
    note(number, attributes) {
      const id = marked.has(number) ? '' : ` id="mark_${number}"`;
      marked.add(number);
      return `<sup${attributes}><a class="mark"${id} href="#note_${number}" role="doc-noteref">${number}</a></sup>`;
    },
  };
}

const rounded = (percent: number) => Number(percent.toFixed(2));

/** A picture as plain data: its paths without its bytes. */
export function entryPicture({ fallback, sources }: WebPicture, alt: string): EntryPicture {
  const { path, width, height } = fallback;
  const files = (all: WebPicture['sources'][number]['files']) =>
    all.map((file) => ({ path: file.path, width: file.width }));
  return {
    alt,
    path,
    width,
    height,
    sources: sources.map(({ type, files: all }) => ({ type, files: files(all) })),
  };
}

/** The view of a picture on a page. */
export function webPictureView({ path, width, height, sources }: EntryPicture, place: PagePlace) {
  return {
    src: place.link(path),
    width,
    height,
    isFirst: false,
    position: undefined,
    sources: sources.map(({ type, files }) => ({
      type: textToHtml(type),
      srcset: html(files.map((file) => `${place.link(file.path)} ${file.width}w`).join(', ')),
    })),
  };
}
