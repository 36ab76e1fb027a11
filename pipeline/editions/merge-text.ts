/**
 * The personal parts of an edition. Rendering leaves them open, and each message fills them in for its
 * subscriber.
 */
export const mergeFields = ['name', 'unsubscribeUrl', 'preferencesUrl', 'webVersionUrl'] as const;

export type MergeField = (typeof mergeFields)[number];

/** The values for one subscriber. Only the name may be missing. */
export type MergeValues = Readonly<Record<Exclude<MergeField, 'name'>, string>> & {
  readonly name: string | undefined;
};

/** A text with parts left open. It is plain data, so a dispatch can store it. */
export type MergeText = readonly MergePart[];

export type MergePart =
  | string
  | { readonly field: MergeField }
  | { readonly when: MergeField; readonly present: MergeText; readonly absent: MergeText };

/** Fills in the open parts. `encode` escapes a value for HTML or for plain text. */
export function fillMergeText(
  text: MergeText,
  values: MergeValues,
  encode: (value: string) => string,
): string {
  return text.map((part) => fillPart(part, values, encode)).join('');
}

function fillPart(part: MergePart, values: MergeValues, encode: (value: string) => string): string {
  if (typeof part === 'string') return part;
  if ('when' in part) return fillMergeText(values[part.when] ? part.present : part.absent, values, encode);
  const value = values[part.field];
  if (value === undefined) throw new Error(`The merge field "${part.field}" has no value.`);
  return encode(value);
}
