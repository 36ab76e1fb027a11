import { voidElements } from './void-elements.ts';

/** A mistake in the tags of a text, with its offsets. */
interface TagProblem {
  readonly kind: 'unclosed' | 'closes-nothing' | 'lost-text';
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

const comment = '<!--[\\s\\S]*?-->';
const tag = '<(/?)([a-zA-Z][\\w-]*)((?:"[^"]*"|\'[^\']*\'|[^"\'>])*)>';
const tags = new RegExp(`${comment}|${tag}`, 'g');

/** MJML tags that may contain only other tags. MJML silently drops text in them. */
const holdsTagsAlone = new Set(
  (
    'mjml mj-head mj-attributes mj-body mj-wrapper mj-section mj-group mj-column mj-hero mj-social mj-navbar ' +
    'mj-accordion mj-accordion-element mj-carousel'
  ).split(' '),
);

/**
 * Finds tags that are not closed, tags that close nothing, and text that MJML would drop. Browsers and mail
 * programs each repair such HTML in their own way.
 */
export function checkTags(text: string): TagProblem[] {
  const problems: TagProblem[] = [];
  const opened: { tag: string; start: number; end: number; losesText?: boolean }[] = [];
  let last = 0;
  const lookAtText = (until: number) => {
    const parent = opened.at(-1);
    const between = text.slice(last, until);
    if (parent === undefined || !holdsTagsAlone.has(parent.tag)) return;
    if (between.trim() === '' || parent.losesText) return;
    parent.losesText = true;
    const start = last + between.length - between.trimStart().length;
    problems.push({ kind: 'lost-text', tag: parent.tag, start, end: last + between.trimEnd().length });
  };
  const unclosed = (tags: readonly { tag: string; start: number; end: number }[]) => {
    for (const { tag, start, end } of tags) problems.push({ kind: 'unclosed', tag, start, end });
  };
  for (const match of text.matchAll(tags)) {
    const [whole, slash, name, attributes = ''] = match;
    const place = { start: match.index, end: match.index + whole.length };
    lookAtText(place.start);
    last = place.end;
    if (name === undefined || (voidElements.has(name) && slash === '') || attributes.endsWith('/')) continue;
    if (slash === '') {
      opened.push({ tag: name, ...place });
      continue;
    }
    const at = opened.findLastIndex((each) => each.tag === name);
    if (at < 0) problems.push({ kind: 'closes-nothing', tag: name, ...place });
    else unclosed(opened.splice(at).slice(1));
  }
  unclosed(opened);
  return problems;
}
