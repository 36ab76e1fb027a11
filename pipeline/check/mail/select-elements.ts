import { compile } from 'css-select';
import type { Element } from 'domhandler';
import { keepResults } from '../../foundation/text/keep-results.ts';

/**
 * Returns a function that finds the elements for a selector. Most selectors in a mail match few elements or
 * none, so an index finds the candidates, and only these are tested.
 */
export function createSelection(elements: readonly Element[]): (selector: string) => readonly Element[] {
  const index = indexOf(elements);
  return (selector) => {
    const { classes, attributes, candidates, matches } = prepare(selector);
    if (!classes.every((name) => index.classes.has(name))) return none;
    if (!attributes.every((name) => index.attributes.has(name))) return none;
    const { className, tag } = candidates;
    const ofClass = className === undefined ? undefined : index.classes.get(className);
    return (ofClass ?? (tag === undefined ? elements : (index.tags.get(tag) ?? none))).filter(matches);
  };
}

const none: readonly Element[] = [];

/** An index of a mail: its elements by class and by tag, and the names of all attributes. */
function indexOf(elements: readonly Element[]) {
  const classes = new Map<string, Element[]>();
  const tags = new Map<string, Element[]>();
  const attributes = new Set<string>();
  const put = (map: Map<string, Element[]>, name: string, element: Element) => {
    const list = map.get(name);
    if (list === undefined) map.set(name, [element]);
    else list.push(element);
  };
  for (const element of elements) {
    put(tags, element.name, element);
    for (const name of Object.keys(element.attribs)) attributes.add(name);
    const written = element.attribs['class'];
    for (const name of written?.split(/\s+/) ?? []) if (name !== '') put(classes, name, element);
  }
  return { classes, tags, attributes };
}

interface PreparedSelector {
  /** Names of classes and attributes. If the mail lacks one of them, the selector matches nothing. */
  readonly classes: readonly string[];
  readonly attributes: readonly string[];
  /** A class or tag that every matching element has. */
  readonly candidates: { readonly className: string | undefined; readonly tag: string | undefined };
  readonly matches: Matcher;
}

type Matcher = (element: Element) => boolean;

/** Cached for up to 2000 selectors; a theme has a few hundred. */
const prepare = keepResults(2000, (selector): PreparedSelector => {
  const last = selector.split(/[\s>+~]+/).at(-1) ?? '';
  const [, className] = /\.([\w-]+)/.exec(last) ?? [];
  const [tag] = /^[a-z][\w-]*/i.exec(last) ?? [];
  return {
    classes: [...selector.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name),
    attributes: [...selector.matchAll(/\[\s*([\w-]+)/g)].map(([, name = '']) => name.toLowerCase()),
    candidates: { className, tag: tag?.toLowerCase() },
    matches: compileSelector(selector),
  };
});

/**
 * Compiles a selector. Browsers skip a rule whose selector they cannot parse. States such as `:hover` do not
 * apply when a mail is opened.
 */
function compileSelector(selector: string): Matcher {
  if (/:(hover|focus|active|visited|:)/.test(selector)) return () => false;
  try {
    return compile<Element, Element>(selector) as Matcher;
  } catch {
    return () => false; // Browsers skip the rule.
  }
}
