import type { Issue } from '../content/issue.ts';
import type { RenderedEdition } from '../editions/render-editions.ts';
import { readAnchors } from './anchors.ts';

/** An edition for looking at. */
export interface Look {
  /** What it was rendered from, as far as the issue goes. */
  readonly from: string;
  readonly edition: RenderedEdition;
  /** The mail's HTML with anchors. */
  readonly html: RenderedEdition['edition']['html'];
  /** The version of the issue that it shows; an older one where the issue is broken now. */
  readonly version: number;
}

const rendererIds = new WeakMap<object, number>();
let rendererCount = 0;

/** All that an edition's look depends on: its article, what the others are called, and the renderer. */
export function describeLook(issue: Issue, locale: string, renderer: object): string {
  const id = rendererIds.get(renderer) ?? ++rendererCount;
  rendererIds.set(renderer, id);
  const others = [...issue.articles.values()].map((each) => [each.locale, each.status]);
  const { articles: _, ...rest } = issue;
  return JSON.stringify([id, rest, others, issue.articles.get(locale)]);
}

/** An edition that was rendered from anchored templates, as a look. */
export function toLook(edition: RenderedEdition, version: number, from: string): Look {
  return { edition, html: edition.edition.html.map(anchorsIn), version, from };
}

/** A mark may stand in any piece of a text with open places, and in their alternatives. */
function anchorsIn(part: Look['html'][number]): Look['html'][number] {
  if (typeof part === 'string') return readAnchors(part);
  if (!('when' in part)) return part;
  return { ...part, present: part.present.map(anchorsIn), absent: part.absent.map(anchorsIn) };
}
