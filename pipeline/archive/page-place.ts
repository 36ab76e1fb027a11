import { type Html, textToHtml } from '../editions/html.ts';
import { relativePath } from './site-paths.ts';

/** The place of a page, which decides how it links to others. */
export interface PagePlace {
  /** Its path below the site's root. */
  readonly path: string;
  /** The link to another path of the site, fit for an attribute. */
  link(target: string): Html;
}

/** Relative links: the site works at any address, and from a disk. */
export function pageAt(path: string): PagePlace {
  return { path, link: (target) => textToHtml(relativePath(path, target)) };
}

/** Absolute links: for feeds, and for the page that is shown at addresses that do not exist. */
export function absolutePlace(path: string, file: (path: string) => string): PagePlace {
  return { path, link: (target) => textToHtml(encodeURI(file(target))) };
}
