import type { Issue } from '../content/issue.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import { anchorIssue, readAnchors } from '../editions/anchors.ts';
import type { EditionsRenderer, RenderedEdition, RenderedIssue } from '../editions/render-editions.ts';
import { Report } from '../foundation/problems/report.ts';

/** The view of an edition in the studio. */
export interface RenderedView {
  /** A description of the content from which it was rendered. */
  readonly from: string;
  /** Its plain text is empty. */
  readonly edition: RenderedEdition;
  /** The mail's HTML with anchors. */
  readonly html: RenderedEdition['edition']['html'];
  /** The version of the issue that the view shows. It is an older one while the issue is broken. */
  readonly version: number;
  /** When the content of the view was committed, if it is from git. */
  readonly committedAt?: string;
}

/** A view from git. It is older than every version that was read from disk. */
export interface PastView {
  readonly view: RenderedView;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** A request for a view: the issue, the language, and the existing view. */
export interface ViewRequest {
  readonly read: ReadIssue;
  readonly issue: Issue;
  readonly locale: string;
  readonly version: number;
  readonly filesAt: number;
  readonly known: RenderedView | undefined;
}

/** Renders a view from anchored templates, unless the existing one is still valid. */
export async function renderView(
  renderer: Promise<EditionsRenderer>,
  { read, issue, locale, version, filesAt, known }: ViewRequest,
): Promise<{ view?: RenderedView; pictures: RenderedIssue['pictures'] }> {
  const anchored = anchorIssue(issue, read.documents);
  const from = describeView(anchored, locale, filesAt, renderer);
  // Most changes affect only one language, and the views of the others stay valid.
  if (known?.from === from) return { view: { ...known, version }, pictures: [] };
  if (!anchored.articles.has(locale)) return { pictures: [] };
  const anchoredRead = { ...read, issue: anchored };
  const rendered = await (await renderer).render(anchoredRead, new Report(), [locale], true);
  const [edition] = rendered?.editions ?? [];
  const pictures = rendered?.pictures ?? [];
  return edition ? { view: toView(edition, version, from), pictures } : { pictures };
}

const rendererIds = new WeakMap<object, number>();
let rendererCount = 0;

/**
 * Describes everything on which the view of an edition depends: its article, the names of the other editions, the
 * pictures, and the renderer.
 */
function describeView(issue: Issue, locale: string, filesAt: number, renderer: object): string {
  const id = rendererIds.get(renderer) ?? ++rendererCount;
  rendererIds.set(renderer, id);
  const others = [...issue.articles.values()].map((each) => [each.locale, each.status]);
  const { articles: _, ...rest } = issue;
  return JSON.stringify([id, filesAt, rest, others, issue.articles.get(locale)]);
}

/** The view of an edition that was rendered from anchored templates. */
function toView(edition: RenderedEdition, version: number, from: string): RenderedView {
  return { edition, html: edition.edition.html.map(anchorsIn), version, from };
}

/** Reads the anchors in a piece of a text with merge fields, and in the alternatives of a field. */
function anchorsIn(part: RenderedView['html'][number]): RenderedView['html'][number] {
  if (typeof part === 'string') return readAnchors(part);
  if (!('when' in part)) return part;
  return { ...part, present: part.present.map(anchorsIn), absent: part.absent.map(anchorsIn) };
}
