import type { MergeField, MergePart, MergeText, MergeValues } from '../editions/merge-text.ts';
import { type BodyPiece, createPiece } from './body-piece.ts';
import { encodeQuotedPrintable } from './quoted-printable.ts';

type SharedValues = Readonly<Partial<Record<MergeField, string>>>;

/** A text that is encoded once, with gaps for values that are encoded for each message. */
export type EncodedTemplate = readonly Step[];

type Step =
  | { readonly whole: BodyPiece; broken(): BodyPiece; readonly column: number }
  | { readonly field: MergeField }
  | { readonly when: MergeField; readonly present: EncodedTemplate; readonly absent: EncodedTemplate };

/** Collects encoded pieces, and tracks the length of the last line. The values of a subscriber are strings. */
export interface EncodedOutput {
  readonly pieces: (BodyPiece | string)[];
  column: number;
}

/**
 * Encodes the constant parts of a text as quoted-printable. `shared` has the values that are the same for all
 * subscribers. A soft line break separates each constant from a value before it, so that the lines stay short
 * enough for any value.
 */
export function encodeTemplate(text: MergeText, shared: SharedValues): EncodedTemplate {
  return joinStrings(settle(text, shared)).map((part) => {
    if (typeof part === 'string') return encodeConstant(part);
    if ('field' in part) return part;
    return {
      when: part.when,
      present: encodeTemplate(part.present, shared),
      absent: encodeTemplate(part.absent, shared),
    };
  });
}

/** Appends the text with these values, which are already escaped for their context. */
export function fillTemplate(template: EncodedTemplate, values: MergeValues, output: EncodedOutput): void {
  for (const step of template) {
    if ('whole' in step) {
      output.pieces.push(output.column === 0 ? step.whole : step.broken());
      output.column = step.column;
    } else if ('field' in step) {
      const value = values[step.field];
      if (value === undefined) throw new Error(`The merge field "${step.field}" has no value.`);
      const { encoded, column } = encodeQuotedPrintable(value, output.column);
      output.pieces.push(encoded);
      output.column = column;
    } else {
      fillTemplate(values[step.when] ? step.present : step.absent, values, output);
    }
  }
}

function encodeConstant(text: string): Step {
  const { encoded, column } = encodeQuotedPrintable(text);
  const whole = createPiece(encoded);
  // A constant that begins with a line break needs no soft break before it.
  let broken = encoded.startsWith('\r\n') ? whole : undefined;
  const breakBefore = () => {
    broken ??= createPiece(`=\r\n${encoded}`);
    return broken;
  };
  return { whole, broken: breakBefore, column };
}

/**
 * Fills in the shared values, and chooses the branches that depend on them. The other branches are chosen for
 * each message.
 */
function settle(text: MergeText, shared: SharedValues): MergeText {
  return text.flatMap((part): MergeText => {
    if (typeof part === 'string') return [part];
    const value = shared['field' in part ? part.field : part.when];
    if (value === undefined) return [part];
    if ('field' in part) return [value];
    return settle(value ? part.present : part.absent, shared);
  });
}

function joinStrings(text: MergeText): MergePart[] {
  const joined: MergePart[] = [];
  for (const part of text) {
    const last = joined.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') joined.splice(-1, 1, last + part);
    else joined.push(part);
  }
  return joined;
}
