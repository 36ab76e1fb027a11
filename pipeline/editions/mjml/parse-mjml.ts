/** An MJML element in a text. */
export interface MjmlElement {
  readonly name: string;
  /** The start tag as written, or the whole element if it is self-closing. */
  readonly open: string;
  /**
   * The HTML between the tags, if MJML copies it unchanged; undefined if the element contains other elements.
   */
  readonly content: string | undefined;
  readonly children: readonly MjmlElement[];
}

/** The "ending tags" of MJML, whose content MJML copies. `mj-head` is treated as one of them. */
const takenAsTheyAre = new Set(['mj-head', 'mj-text', 'mj-button', 'mj-raw', 'mj-table']);

/**
 * Elements whose HTML depends only on themselves and the elements around them. They use no counter or random
 * id. They add no rule to the head that depends on earlier elements, as `mj-group` does.
 */
const independent = new Set([
  ...takenAsTheyAre,
  ...'mjml mj-body mj-wrapper mj-section mj-column mj-image mj-divider mj-spacer'.split(' '),
]);

/** An HTML tag with its attributes. */
export const htmlTag = /<\/?[a-zA-Z](?:"[^"]*"|'[^']*'|[^"'<>])*>/g;

interface Open extends MjmlElement {
  readonly children: MjmlElement[];
}

/** Two MJML tags may have only white space between them. */
const tag = /\s*(<(\/?)(mj[a-z-]*)((?:"[^"]*"|'[^']*'|[^"'<>])*)>)/y;

/**
 * Parses MJML if its elements are independent of each other. Undefined for any other text, and for text with
 * a mistake, which MJML itself will report.
 */
export function parseMjml(text: string): MjmlElement | undefined {
  // MJML inlines styles with juice, which treats this as template code, also in an attribute, and skips everything up
  // to the closing delimiter.
  if (text.includes('<%')) return undefined;
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
