/** An element of MJML as it is written in a text. */
export interface MjmlElement {
  readonly name: string;
  /** Its start tag as it is written; the whole of an element that closes itself. */
  readonly open: string;
  /** The HTML between its tags, where MJML copies that unchanged; undefined where the element holds others. */
  readonly content: string | undefined;
  readonly children: readonly MjmlElement[];
}

/** What MJML calls ending tags; `mj-head` is taken as a whole too. */
const takenAsTheyAre = new Set(['mj-head', 'mj-text', 'mj-button', 'mj-raw', 'mj-table']);

/**
 * Elements whose HTML depends on themselves and on what they stand in alone: no counter, no random id, and no rule in
 * the head that those before them have written too, as a group's is.
 */
const independent = new Set([
  ...takenAsTheyAre,
  ...'mjml mj-body mj-wrapper mj-section mj-column mj-image mj-divider mj-spacer'.split(' '),
]);

/** An HTML tag, with its attributes. */
export const htmlTag = /<\/?[a-zA-Z](?:"[^"]*"|'[^']*'|[^"'<>])*>/g;

interface Open extends MjmlElement {
  readonly children: MjmlElement[];
}

/** Only white space may be between two tags. */
const tag = /\s*(<(\/?)(mj[a-z-]*)((?:"[^"]*"|'[^']*'|[^"'<>])*)>)/y;

/**
 * Reads MJML as far as its elements are independent of each other; undefined of every other text, also of one with a
 * mistake, which is for MJML itself to tell.
 */
export function parseMjml(text: string): MjmlElement | undefined {
  const root: Open = { name: '', open: '', content: undefined, children: [] };
  const path = [root];
  let at = 0;
  do {
    tag.lastIndex = at;
    const [, open = '', slash, name = '', attributes = ''] = tag.exec(text) ?? [];
    if (!independent.has(name)) return undefined;
    at = tag.lastIndex;
    if (slash === '/') {
      if (path.pop()?.name !== name || attributes.trim() !== '') return undefined;
      continue;
    }
    const isClosed = attributes.endsWith('/');
    const isWhole = !isClosed && takenAsTheyAre.has(name);
    const end = isWhole ? text.indexOf(`</${name}>`, at) : at;
    if (end < 0) return undefined;
    const content = isWhole ? text.slice(at, end).trim() : undefined;
    const element: Open = { name, open, content, children: [] };
    path.at(-1)?.children.push(element);
    if (isWhole) at = end + name.length + 3;
    else if (!isClosed) path.push(element);
  } while (path.length > 1);
  return text.slice(at).trim() === '' ? root.children[0] : undefined;
}
