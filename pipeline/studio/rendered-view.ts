import type { Issue } from '../content/issue.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { EditionsRenderer, RenderedEdition, RenderedIssue } from '../editions/render-editions.ts';
import { Report } from '../foundation/problems/report.ts';
import { anchorIssue, readAnchors } from './anchors.ts';
import { blockOrigins } from './block-origins.ts';

/** An edition as the studio shows it. */
export interface RenderedView {
  /** What it was rendered from, as far as the issue goes. */
  readonly from: string;
  readonly edition: RenderedEdition;
  /** The mail's HTML with anchors. */
  readonly html: RenderedEdition['edition']['html'];
  /** The version of the issue that it shows; an older one where the issue is broken now. */
  readonly version: number;
  /** When it was committed, where it is from git. */
  readonly committedAt?: string;
}

/** A view from git, older than every version that was read here. */
export interface PastView {
  readonly view: RenderedView;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** Which view is wanted: of which issue, in which language, and the one that is known. */
export interface ViewRequest {
  readonly read: ReadIssue;
  readonly issue: Issue;
  /** The language that the issue is written in. */
  readonly source: string;
  readonly locale: string;
  readonly version: number;
  readonly known: RenderedView | undefined;
}

/** Renders a view from anchored templates, unless the one that is known is as good as new. */
export async function renderView(
  renderer: Promise<EditionsRenderer>,
  { read, issue, source, locale, version, known }: ViewRequest,
): Promise<{ view?: RenderedView; pictures: RenderedIssue['pictures'] }> {
  const anchored = anchorIssue(issue, (each) => {
    const { body, stories } = blockOrigins(read.documents, source, each);
    return { body: body.map(({ anchor }) => anchor), stories: stories.map(({ anchor }) => anchor) };
  });
  const from = describeView(anchored, locale, renderer);
  // Most changes touch one language: the others' views are good as they are.
  if (known?.from === from) return { view: { ...known, version }, pictures: [] };
  if (!anchored.articles.has(locale)) return { pictures: [] };
  const rendered = await (await renderer).render({ ...read, issue: anchored }, new Report(), [locale]);
  const [edition] = rendered?.editions ?? [];
  const pictures = rendered?.pictures ?? [];
  return edition ? { view: toView(edition, version, from), pictures } : { pictures };
}

const rendererIds = new WeakMap<object, number>();
let rendererCount = 0;

/** All that an edition's view depends on: its article, what the others are called, and the renderer. */
function describeView(issue: Issue, locale: string, renderer: object): string {
  const id = rendererIds.get(renderer) ?? ++rendererCount;
  rendererIds.set(renderer, id);
  const others = [...issue.articles.values()].map((each) => [each.locale, each.status]);
  const { articles: _, ...rest } = issue;
  return JSON.stringify([id, rest, others, issue.articles.get(locale)]);
}

/** An edition that was rendered from anchored templates, as a view. */
function toView(edition: RenderedEdition, version: number, from: string): RenderedView {
  return { edition, html: edition.edition.html.map(anchorsIn), version, from };
}

/** A mark may stand in any piece of a text with open places, and in their alternatives. */
function anchorsIn(part: RenderedView['html'][number]): RenderedView['html'][number] {
  if (typeof part === 'string') return readAnchors(part);
  if (!('when' in part)) return part;
  return { ...part, present: part.present.map(anchorsIn), absent: part.absent.map(anchorsIn) };
}
