import type { Element, ParentNode } from 'domhandler';
import { keepResults } from '../../foundation/text/keep-results.ts';
import type { Mail } from './mail.ts';
import { type Declaration, parseDeclarations, type StyleRule } from './parse-styles.ts';
import { createSelection } from './select-elements.ts';

/** The styles that determine whether the text of an element is legible. */
interface ComputedStyle {
  /** As written. Undefined if the colour cannot be known, for example over a picture. */
  readonly color: string | undefined;
  readonly background: string | undefined;
  /** In CSS pixels. */
  readonly fontSize: number;
  readonly isBold: boolean;
  readonly isHidden: boolean;
  readonly isJustified: boolean;
}

export type Mode = 'light' | 'dark';

const initial: ComputedStyle = {
  color: '#000000',
  background: '#ffffff',
  fontSize: 16,
  isBold: false,
  isHidden: false,
  isJustified: false,
};

/**
 * Computes styles as a mail program with support for style sheets does, on a wide screen, in light or dark
 * mode.
 */
export function computedStyles(mail: Mail, mode: Mode): ComputedStyles {
  const made = kept[mode].get(mail) ?? createComputedStyles(mail, mode);
  kept[mode].set(mail, made);
  return made;
}

type ComputedStyles = (element: Element) => ComputedStyle;

/** Computed styles are kept per mail, because several rules need them. */
const kept = {
  light: new WeakMap<Mail, ComputedStyles>(),
  dark: new WeakMap<Mail, ComputedStyles>(),
};

function createComputedStyles(mail: Mail, mode: Mode): ComputedStyles {
  const sheets = matchSheets(mail, mode);
  const known = new Map<Element, ComputedStyle>();
  const compute = (element: Element): ComputedStyle => {
    const done = known.get(element);
    if (done !== undefined) return done;
    const parent = element.parent as ParentNode | null;
    const above = parent !== null && 'attribs' in parent ? compute(parent as Element) : initial;
    const own = ownDeclarations(element, sheets.get(element) ?? []);
    const style = own === nothing && isPlain(element) ? above : computeFrom(above, own, element);
    known.set(element, style);
    return style;
  };
  return compute;
}

/** Whether an element looks like its parent if no declarations apply to it. */
function isPlain({ name, attribs: { color, bgcolor, hidden } }: Element): boolean {
  return !styled.test(name) && color === undefined && bgcolor === undefined && hidden === undefined;
}

const styled = /^(b|strong|h[1-6]|th|small)$/;

function computeFrom(
  above: ComputedStyle,
  own: ReadonlyMap<string, string>,
  { name, attribs }: Element,
): ComputedStyle {
  const color = own.get('color') ?? (attribs['color'] || undefined);
  const weight = own.get('font-weight') ?? (/^(b|strong|h[1-6]|th)$/.test(name) ? 'bold' : undefined);
  const hides = own.get('display') === 'none' || own.get('visibility') === 'hidden';
  return {
    color: color === undefined || color === 'inherit' ? above.color : color,
    background: backgroundOf(above, own, attribs['bgcolor']),
    fontSize: sizeOf(own.get('font-size'), above.fontSize, name),
    isBold: weight === undefined ? above.isBold : weight === 'bold' || Number(weight) >= 700,
    isHidden: above.isHidden || hides || attribs['hidden'] !== undefined,
    isJustified:
      own.get('text-align') === undefined ? above.isJustified : own.get('text-align') === 'justify',
  };
}

function backgroundOf(
  above: ComputedStyle,
  own: ReadonlyMap<string, string>,
  attribute: string | undefined,
): string | undefined {
  const image = own.get('background-image') ?? own.get('background') ?? '';
  if (/url\(|gradient\(/i.test(image)) return undefined;
  const said = own.get('background-color') ?? own.get('background') ?? attribute;
  return said === undefined || /^(transparent|none|inherit|initial|unset)$/i.test(said)
    ? above.background
    : said;
}

const headingSizes: Record<string, number> = { h1: 2, h2: 1.5, h3: 1.17, h5: 0.83, h6: 0.67, small: 0.83 };

function sizeOf(said: string | undefined, above: number, element: string): number {
  if (said === undefined) return above * (headingSizes[element] ?? 1);
  const { groups } = /^(?<count>[\d.]+)(?<unit>px|pt|em|rem|%)$/i.exec(said) ?? {};
  const count = Number(groups?.['count']);
  switch (groups?.['unit']?.toLowerCase()) {
    case 'px':
      return count;
    case 'pt':
      return (count * 4) / 3;
    case 'em':
      return count * above;
    case 'rem':
      return count * 16;
    case '%':
      return (count * above) / 100;
    default:
      return said === 'inherit' ? above : 16;
  }
}

const nothing: ReadonlyMap<string, string> = new Map();

/**
 * The declarations of an element. Later declarations win over earlier ones, attributes over style sheets, and
 * important ones over all others.
 */
function ownDeclarations(element: Element, sheet: readonly Declaration[]): ReadonlyMap<string, string> {
  const inline = inlineDeclarations(element.attribs['style'] ?? '');
  if (inline.length + sheet.length === 0) return nothing;
  const all = [...sheet, ...inline];
  const ordered = [...all.filter((each) => !each.isImportant), ...all.filter((each) => each.isImportant)];
  const own = new Map<string, string>();
  for (const { property, value } of ordered) {
    // The shorthand sets the background colour too.
    if (property === 'background') own.delete('background-color');
    own.set(property, value);
  }
  return own;
}

const inlineDeclarations = keepResults(5000, (style) => parseDeclarations(style).filter(isRelevant));

function isRelevant({ property }: Declaration): boolean {
  return relevant.has(property);
}

const relevant = new Set([
  ...['color', 'background', 'background-color', 'background-image', 'font-size', 'font-weight'],
  ...['display', 'visibility', 'text-align'],
]);

/**
 * The declarations of the style sheets by element. Among equally important ones, the more specific one wins,
 * and then the later one.
 */
function matchSheets(mail: Mail, mode: Mode): ReadonlyMap<Element, readonly Declaration[]> {
  const matched = new Map<Element, Match[]>();
  for (const match of matchRules(mail)) {
    if (!match.modes.includes(mode)) continue;
    for (const element of match.elements) {
      const list = matched.get(element);
      if (list === undefined) matched.set(element, [match]);
      else list.push(match);
    }
  }
  return new Map(
    [...matched].map(([element, list]) => [
      element,
      list.toSorted((a, b) => a.weight - b.weight).flatMap(({ declarations }) => declarations),
    ]),
  );
}

/** A selector that matches at least one element, with its elements. */
interface Match extends Matcher {
  readonly elements: readonly Element[];
}

const matches = new WeakMap<Mail, readonly Match[]>();

/** The selectors that match, computed once for both modes. */
function matchRules(mail: Mail): readonly Match[] {
  const known = matches.get(mail);
  if (known !== undefined) return known;
  const select = createSelection(mail.elements);
  const found: Match[] = [];
  for (const matcher of mail.styles.flatMap(matchersOf)) {
    const elements = select(matcher.selector);
    if (elements.length > 0) found.push({ ...matcher, elements });
  }
  matches.set(mail, found);
  return found;
}

/** A selector of a rule with its relevant declarations, and the modes to which it applies. */
interface Matcher {
  readonly selector: string;
  readonly weight: number;
  readonly declarations: readonly Declaration[];
  readonly modes: readonly Mode[];
}

const matchersOfRules = new WeakMap<StyleRule, readonly Matcher[]>();

function matchersOf(rule: StyleRule): readonly Matcher[] {
  const known = matchersOfRules.get(rule);
  if (known !== undefined) return known;
  const declarations = rule.declarations.filter(isRelevant);
  const modes = (['light', 'dark'] as const).filter((mode) =>
    rule.conditions.every((condition) => holds(condition, mode)),
  );
  const isUsed = declarations.length > 0 && modes.length > 0;
  const made = (isUsed ? rule.selectors : []).map((selector) => {
    return { selector, weight: specificity(selector), declarations, modes };
  });
  matchersOfRules.set(rule, made);
  return made;
}

function holds(condition: string, mode: Mode): boolean {
  if (!condition.startsWith('@media')) return condition.startsWith('@supports');
  if (/max-width|print|prefers-reduced|orientation/.test(condition)) return false;
  const [, scheme] = /prefers-color-scheme:\s*(\w+)/.exec(condition) ?? [];
  return scheme === undefined || scheme === mode;
}

function specificity(selector: string): number {
  const ids = selector.match(/#[\w-]+/g)?.length ?? 0;
  const classes = selector.match(/\.[\w-]+|\[[^\]]*\]|:(?!:)[\w-]+/g)?.length ?? 0;
  const types = selector.match(/(^|[\s>+~])[a-z][\w-]*/gi)?.length ?? 0;
  return ids * 10_000 + classes * 100 + types;
}
