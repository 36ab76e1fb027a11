import { type Html, textToHtml } from '../editions/html.ts';
import { relativePath } from './site-paths.ts';

/** The place of a page on the site. It determines how the page links to others. */
export interface PagePlace {
  /** The path of the page on the site. */
  readonly path: string;
  /** A link to another path of the site, as HTML for an attribute. */
  link(target: string): Html;
}

/** A place with relative links: these work at any address, and from disk. */
export function pageAt(path: string): PagePlace {
  return { path, link: (target) => textToHtml(relativePath(path, target)) };
}

/**
 * A place with absolute links: for feeds, and for the page that a server shows at addresses that do not
 * exist.
 */
export function absolutePlace(path: string, file: (path: string) => string): PagePlace {
  return { path, link: (target) => textToHtml(encodeURI(file(target))) };
}
