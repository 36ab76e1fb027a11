import { cutPart, type Part } from './cut-part.ts';
import type { MjmlElement } from './parse-mjml.ts';
import { slot, takeAddresses } from './slots.ts';

/** A mail, split into parts that do not depend on each other. */
export interface MjmlDocument {
  /** Everything before the content of the body, with slots for the language, the title and the preview text. */
  readonly start: string;
  readonly end: string;
  /** The values for these slots. */
  readonly values: readonly string[];
  readonly runs: readonly Run[];
  /** Everything in the body that may add a rule to the head, in order. */
  readonly inventory: string;
}

/** Parts in the same place: either in a section with one column, or directly in the body. */
export interface Run {
  /** The tags that open around the parts; empty for parts directly in the body. */
  readonly opens: string;
  readonly closes: string;
  readonly parts: readonly Part[];
}

/**
 * Excludes empty titles, which MJML ignores, and titles with a quotation mark, which would end the attribute
 * that MJML puts them in.
 */
const saidInHead = /(<mj-(title|preview)>\s*)([^<\s"][^<"]*)(?=<\/mj-\2>)/g;

/**
 * Splits a mail. Undefined unless the mail consists of a head and a body. `hasIndependentParts` decides
 * whether the parts may be compiled separately.
 */
export function cutDocument(mjml: MjmlElement): MjmlDocument | undefined {
  const [head, body, more] = mjml.children;
  if (head?.name !== 'mj-head' || body?.name !== 'mj-body' || more) return undefined;
  const own = head.content ?? '';
  const said: string[] = [];
  const opened = takeAddresses(mjml.open, said);
  const content = own.replace(saidInHead, (_, before: string, _name, value: string) => {
    return `${before}${slot(said.push(value.trim()) - 1)}`;
  });
  const seen = new Set<string>();
  const runs = body.children.map((child) => cutRun(child, seen));
  return {
    start: `${opened}${head.open}${content}</mj-head>${body.open}`,
    end: '</mj-body></mjml>',
    values: said,
    runs,
    inventory: [...seen].join(''),
  };
}

/** Adds to `seen` what adds a rule to the head: a column, by its width, and a picture. */
function cutRun(element: MjmlElement, seen: Set<string>): Run {
  const [column, more] = element.children;
  const isSection = element.name === 'mj-section' && !element.open.includes('gutter');
  if (isSection && column?.name === 'mj-column' && !more && !column.open.endsWith('/>')) {
    seen.add(column.open);
    if (column.children.some(({ name }) => name === 'mj-image')) seen.add('mj-image');
    return {
      opens: `${element.open}${column.open}`,
      closes: '</mj-column></mj-section>',
      parts: column.children.map(cutPart),
    };
  }
  const part = cutPart(element);
  if (part.pieces.length === 1) seen.add(part.whole().skeleton);
  return { opens: '', closes: '', parts: [part] };
}
