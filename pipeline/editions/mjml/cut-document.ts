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

/** Parts in the same place: a section with one column, or the body itself. */
export interface Run {
  /** The tags that they stand in; nothing in the body. */
  readonly opens: string;
  readonly closes: string;
  readonly parts: readonly Slotted[];
}

/** MJML ignores an empty one, and a quotation mark would end the attribute that it puts a title into. */
const saidInHead = /(<mj-(title|preview)>\s*)([^<\s"][^<"]*)(?=<\/mj-\2>)/g;

/** Undefined of what is not a head and a body. Whether its parts may be taken by themselves, `isSound` tells. */
export function cutDocument(mjml: MjmlElement): MjmlDocument | undefined {
  const [head, body, more] = mjml.children;
  if (head?.name !== 'mj-head' || body?.name !== 'mj-body' || more) return undefined;
  const own = head.content ?? '';
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
