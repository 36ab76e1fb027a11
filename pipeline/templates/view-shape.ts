/**
 * What a template may name at a place:
 * - a value to be shown; a block, whose partial is that of its kind
 * - `personal`, a value that each subscriber has, in mail alone; `name`, one that only some of them have
 * - a list, or named fields
 */
export type ViewShape =
  | 'value'
  | 'block'
  | 'personal'
  | 'name'
  | { readonly list: ViewShape }
  | { readonly fields: Readonly<Record<string, ViewShape>> };

export function fields(names: readonly string[], more: Readonly<Record<string, ViewShape>> = {}): ViewShape {
  return { fields: { ...Object.fromEntries(names.map((name) => [name, 'value' as const])), ...more } };
}

export function list(of: ViewShape): ViewShape {
  return { list: of };
}

/** The names that may follow a dot. */
export function namesOf(shape: ViewShape): string[] {
  if (typeof shape === 'string') return [];
  return 'fields' in shape ? Object.keys(shape.fields) : ['length'];
}

/** The shape of a name after a dot; undefined when there is none. */
export function memberOf(shape: ViewShape, name: string): ViewShape | undefined {
  if (!namesOf(shape).includes(name)) return undefined;
  return typeof shape === 'object' && 'fields' in shape ? shape.fields[name] : 'value';
}

/** The shape of a list's items; undefined when it is no list. */
export function itemOf(shape: ViewShape | undefined): ViewShape | undefined {
  return typeof shape === 'object' && 'list' in shape ? shape.list : undefined;
}

/** The same, with more fields. */
export function withFields(
  shape: ViewShape | undefined,
  more: Readonly<Record<string, ViewShape>>,
): ViewShape | undefined {
  if (Object.keys(more).length === 0 || shape === undefined) return shape;
  const own = typeof shape === 'object' && 'fields' in shape ? shape.fields : {};
  return { fields: { ...own, ...more } };
}
