import type { MjmlElement } from './parse-mjml.ts';
import { type Slotted, slot, takeValues } from './slots.ts';

/** A mail, cut where one part does not depend on the others. */
export interface MjmlDocument {
  /** All up to the body's content, with slots for the title and the preview. */
  readonly start: string;
  readonly end: string;
  /** What fills them. */
  readonly values: readonly string[];
  readonly runs: readonly Run[];
  /** What of the body may write a rule into the head, in its order: widths of columns, and kinds of elements. */
  readonly inventory: string;
}

/** Parts that stand in the same place: a section with one column, or the body itself. */
export interface Run {
  /** The tags that they stand in; nothing in the body. */
  readonly opens: string;
  readonly closes: string;
  readonly parts: readonly Slotted[];
}

/** A blank one is none to MJML, and a quote would end the attribute that it puts a title into. */
const saidInHead = /(<mj-(title|preview)>\s*)([^<\s"][^<"]*)(?=<\/mj-\2>)/g;

/** Undefined when its styles could make a part depend on what stands beside it. */
export function cutDocument(mjml: MjmlElement): MjmlDocument | undefined {
  const [head, body, more] = mjml.children;
  if (head?.name !== 'mj-head' || body?.name !== 'mj-body' || more) return undefined;
  const own = head.content ?? '';
  if (looksAround(own)) return undefined;
  const said: string[] = [];
  const content = own.replace(saidInHead, (_, before: string, _name, value: string) => {
    return `${before}${slot(said.push(value.trim()) - 1)}`;
  });
  const seen = new Set<string>();
  const runs = body.children.map((child) => cutRun(child, seen));
  return {
    start: `${mjml.open}${head.open}${content}</mj-head>${body.open}`,
    end: '</mj-body></mjml>',
    values: said,
    runs,
    inventory: [...seen].join(''),
  };
}

function cutRun(element: MjmlElement, seen: Set<string>): Run {
  const [column, more] = element.children;
  if (element.name === 'mj-section' && column?.name === 'mj-column' && !more && !column.open.endsWith('/>')) {
    seen.add(element.open).add(column.open);
    for (const { name } of column.children) seen.add(name);
    return {
      opens: `${element.open}${column.open}`,
      closes: '</mj-column></mj-section>',
      parts: column.children.map(takeValues),
    };
  }
  const part = takeValues(element);
  seen.add(part.skeleton);
  return { opens: '', closes: '', parts: [part] };
}

const inlineStyle = /<mj-style\s[^>]*inline[^>]*>([\s\S]*?)<\/mj-style/gi;

/**
 * Whether a rule asks for neighbours, for an order, or for what a slot says; or the head changes elements itself, or
 * looks for a font in all of the body.
 */
function looksAround(head: string): boolean {
  if (/<mj-(?:html-attributes|font)\b/i.test(head)) return true;
  for (const [, css = ''] of head.matchAll(inlineStyle)) {
    const rules = css.replace(/\/\*[\s\S]*?\*\//g, '');
    // A comment that goes on in another style, or a sign of one within a text.
    if (rules.includes('/*') || (rules !== css && /["']/.test(css))) return true;
    if (/[+~:[#@]/.test(rules.replace(/\{[^}]*\}/g, '{}'))) return true;
  }
  return false;
}
