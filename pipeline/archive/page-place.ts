import { type Html, textToHtml } from '../editions/html.ts';
import { relativePath } from './site-paths.ts';

/** Where a page is, which decides how it links to others. */
export interface PagePlace {
  /** Its path below the site's root. */
  readonly path: string;
  /** The link to another path of the site, fit for an attribute. */
  link(target: string): Html;
}

/** Links by their way from the page: the site works wherever it is put, and from a disk. */
export function pageAt(path: string): PagePlace {
  return { path, link: (target) => textToHtml(relativePath(path, target)) };
}

/** Links by whole addresses: for feeds, and for a page that is shown in the place of any other. */
export function absolutePlace(path: string, file: (path: string) => string): PagePlace {
  return { path, link: (target) => textToHtml(encodeURI(file(target))) };
}
