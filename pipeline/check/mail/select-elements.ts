import { compile } from 'css-select';
import type { Element } from 'domhandler';

/**
 * Finds the elements that a selector matches. Most selectors of a mail's style sheet match few elements or none, so
 * an index yields the candidates, and only those are tested.
 */
export function createSelection(elements: readonly Element[]): (selector: string) => Element[] {
  const classes = Map.groupBy(
    elements.flatMap((element) => classesOf(element).map((name) => ({ name, element }))),
    ({ name }) => name,
  );
  const tags = Map.groupBy(elements, ({ name }) => name);
  const attributes = new Set(elements.flatMap(({ attribs }) => Object.keys(attribs)));
  return (selector) => {
    const named = [...selector.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name);
    const asked = [...selector.matchAll(/\[\s*([\w-]+)/g)].map(([, name = '']) => name.toLowerCase());
    if (!named.every((name) => classes.has(name)) || !asked.every((name) => attributes.has(name))) return [];
    const last = selector.split(/[\s>+~]+/).at(-1) ?? '';
    const [, name] = /\.([\w-]+)/.exec(last) ?? [];
    const [tag] = /^[a-z][\w-]*/i.exec(last) ?? [];
    const ofClass = name === undefined ? undefined : classes.get(name)?.map(({ element }) => element);
    const candidates = ofClass ?? (tag === undefined ? elements : (tags.get(tag.toLowerCase()) ?? []));
    const matches = matcherOf(selector);
    return candidates.filter(matches);
  };
}

const classesOf = ({ attribs }: Element) => (attribs['class'] ?? '').split(/\s+/).filter(Boolean);

type Matcher = (element: Element) => boolean;

const compiled = new Map<string, Matcher>();

function matcherOf(selector: string): Matcher {
  const known = compiled.get(selector);
  if (known !== undefined) return known;
  const made = compileSelector(selector);
  // Themes have a few hundred selectors at most; a studio that runs for weeks meets more as one is edited.
  if (compiled.size > 2000) compiled.clear();
  compiled.set(selector, made);
  return made;
}

/**
 * Browsers skip a rule whose selector they cannot parse. A state such as `:hover` does not apply when a mail is
 * opened.
 */
function compileSelector(selector: string): Matcher {
  if (/:(hover|focus|active|visited|:)/.test(selector)) return () => false;
  try {
    return compile<Element, Element>(selector) as Matcher;
  } catch {
    return () => false; // As browsers do.
  }
}
