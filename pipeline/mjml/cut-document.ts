import type { MjmlElement } from './parse-mjml.ts';
import { type Slotted, slot, takeValues } from './slots.ts';

/** A mail, cut where one part does not depend on the others. */
export interface MjmlDocument {
  /** All up to the body's content, with a slot for the title. */
  readonly start: string;
  readonly end: string;
  /** What fills the slots of the start. */
  readonly title: readonly string[];
  readonly runs: readonly Run[];
  /** The tags of the body in their order: for some, MJML writes styles into the head. */
  readonly inventory: string;
}

/** Parts that stand in the same place: a section with one column, or the body itself. */
export interface Run {
  /** The tags that they stand in; nothing in the body. */
  readonly opens: string;
  readonly closes: string;
  readonly parts: readonly Slotted[];
}

/** A blank one is no title to MJML. */
const title = /(<mj-title>\s*)([^<\s][^<]*)(?=<\/mj-title>)/;

/** Undefined when its styles could make a part depend on what stands beside it. */
export function cutDocument(mjml: MjmlElement): MjmlDocument | undefined {
  const [head, body, more] = mjml.children;
  if (head?.name !== 'mj-head' || body?.name !== 'mj-body' || more) return undefined;
  const own = head.content ?? '';
  if (looksAround(own)) return undefined;
  const said: string[] = [];
  const content = own.replace(title, (_, before: string, value: string) => {
    return `${before}${slot(said.push(value.trim()) - 1)}`;
  });
  const seen = new Set<string>();
  const runs = body.children.map((child) => cutRun(child, seen));
  return {
    start: `${mjml.open}${head.open}${content}</mj-head>${body.open}`,
    end: '</mj-body></mjml>',
    title: said,
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

const inlineStyle = /<mj-style\s[^>]*inline="inline"[^>]*>([\s\S]*?)<\/mj-style>/g;

/** Whether a rule asks for neighbours, for an order, or for what a slot says; or the head changes elements itself. */
function looksAround(head: string): boolean {
  if (head.includes('<mj-html-attributes')) return true;
  for (const [, css = ''] of head.matchAll(inlineStyle)) {
    const selectors = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\{[^}]*\}/g, '{}');
    if (/[+~:[#@]/.test(selectors)) return true;
  }
  return false;
}
