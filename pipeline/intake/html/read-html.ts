import { Tokenizer } from 'htmlparser2';
import type { Steps } from '../blocks/steps.ts';
import type { HtmlElement } from './element.ts';

/** Elements deeper than this are read as if their tags were not there. */
const deepest = 100;

const readAttributes = new Set(
  'alt align aria-checked aria-hidden aria-label aria-level aria-roledescription checked class colspan data-aria-level data-emoji data-indent data-lazy-src data-original data-src data-srcset datetime height hidden href id name role rowspan src srcset start style title type value width'.split(
    ' ',
  ),
);

/**
 * Reads HTML into a tree, with any mistakes in it. Takes time in proportion to the length: the parser that
 * other rooms use keeps its open elements in a list that becomes slow with 100,000 of them.
 */
export function readHtml(html: string, steps: Steps): HtmlElement {
  const root = create('root', undefined);
  const open = [root];
  /** How many elements of each name are open that are too deep. */
  const tooDeep = new Map<string, number>();
  let attributes = new Map<string, string>();
  let name = '';
  let attribute = '';
  let value = '';

  const top = () => open.at(-1) ?? root;
  const slice = (start: number, end: number) => html.slice(start, end);
  const addText = (text: string) => {
    steps.take();
    const { children } = top();
    const last = children.at(-1);
    if (typeof last === 'string') children[children.length - 1] = last + text;
    else children.push(text);
  };
  const close = (closed: string) => {
    steps.take();
    const deeper = tooDeep.get(closed) ?? 0;
    if (deeper > 0) return void tooDeep.set(closed, deeper - 1);
    const at = open.findLastIndex((element) => element.name === closed);
    // A closing tag within a cell or an item does not close what is around it.
    if (
      at > 0 &&
      !open.slice(at + 1).some((element) => boundaries.has(element.name) && !boundaries.has(closed))
    )
      open.length = at;
    else if (closed === 'br' || closed === 'p') openElement(closed, new Map());
    if (closed === 'p' && top().name === 'p') open.pop();
  };
  const openElement = (opened: string, given: ReadonlyMap<string, string>) => {
    steps.takeElement();
    const closes = impliedEnds.get(opened);
    while (closes?.has(top().name)) open.pop();
    if (open.length > deepest && !voids.has(opened))
      return void tooDeep.set(opened, (tooDeep.get(opened) ?? 0) + 1);
    const element = create(opened, top(), given);
    top().children.push(element);
    if (!voids.has(opened)) open.push(element);
  };
  const endTag = () => {
    if (name === '') return;
    openElement(name, attributes);
    attributes = new Map();
    name = '';
  };

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => addText(slice(start, end)),
      ontextentity: (code) => addText(String.fromCodePoint(code)),
      onopentagname(start, end) {
        name = slice(start, end).toLowerCase();
      },
      onopentagend: endTag,
      // In HTML, only the elements that word processors add can be empty in this form.
      onselfclosingtag() {
        const [closed, before] = [name, open.length];
        endTag();
        if (closed.includes(':') && open.length > before) open.pop();
      },
      onclosetag: (start, end) => close(slice(start, end).toLowerCase()),
      onattribname(start, end) {
        steps.take();
        attribute = end - start < 40 ? slice(start, end).toLowerCase() : '';
        value = '';
      },
      onattribdata(start, end) {
        value += slice(start, end);
      },
      onattribentity(code) {
        value += String.fromCodePoint(code);
      },
      onattribend() {
        if (readAttributes.has(attribute) && !attributes.has(attribute)) attributes.set(attribute, value);
        value = '';
      },
      oncomment: () => steps.take(),
      oncdata: () => steps.take(),
      ondeclaration: () => steps.take(),
      onprocessinginstruction: () => steps.take(),
      onend() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return root;
}

function create(
  name: string,
  parent: HtmlElement | undefined,
  attributes: ReadonlyMap<string, string> = new Map(),
): HtmlElement {
  return { name, attributes, children: [], parent };
}

const names = (text: string) => new Set(text.split(' '));

const voids = names('area base br col embed hr img input link meta param source track wbr');

/** What a closing tag of another element does not close. */
const boundaries = names('table td th');

const afterParagraph =
  'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul';

/** The open elements that the beginning of an element ends, as the tags of their ends may be left out. */
const impliedEnds = new Map<string, ReadonlySet<string>>([
  ...afterParagraph.split(' ').map((name) => [name, names('p')] as const),
  ['li', names('li p')],
  ['dt', names('dt dd p')],
  ['dd', names('dt dd p')],
  ['tr', names('tr td th p')],
  ['td', names('td th p')],
  ['th', names('td th p')],
  ['tbody', names('thead tbody tr td th p')],
  ['tfoot', names('thead tbody tr td th p')],
  ['option', names('option')],
  ['rt', names('rt rp')],
  ['rp', names('rt rp')],
]);
