/**
 * What a template can use at a place:
 * - a value that can be printed, or a block, which the partial of its kind renders
 * - a `name`: a value that only some subscribers have
 * - a list, or named fields; optional fields may be absent as a group
 */
export type ViewShape =
  | 'value'
  | 'block'
  | 'name'
  | { readonly list: ViewShape }
  | { readonly fields: Readonly<Record<string, ViewShape>>; readonly isOptional?: boolean };

export function fields(names: readonly string[], more: Readonly<Record<string, ViewShape>> = {}): ViewShape {
  return { fields: { ...Object.fromEntries(names.map((name) => [name, 'value' as const])), ...more } };
}

export function list(of: ViewShape): ViewShape {
  return { list: of };
}

/**
 * Fields that may be absent as a group. A template may use them only inside a condition that checks for them.
 */
export function optional(shape: ViewShape): ViewShape {
  return typeof shape === 'object' && 'fields' in shape ? { ...shape, isOptional: true } : shape;
}

export function isOptional(shape: ViewShape): boolean {
  return typeof shape === 'object' && 'fields' in shape && shape.isOptional === true;
}

/** The same shape, with the value at the end of the path known to exist. */
export function present(shape: ViewShape | undefined, path: readonly string[]): ViewShape | undefined {
  if (typeof shape !== 'object' || !('fields' in shape)) return shape;
  const [first, ...rest] = path;
  if (first === undefined) return { fields: shape.fields };
  const member = shape.fields[first];
  if (member === undefined) return shape;
  return { ...shape, fields: { ...shape.fields, [first]: present(member, rest) ?? member } };
}

/** The names that can follow a dot. */
export function namesOf(shape: ViewShape): string[] {
  if (shape === 'block') return ['kind', 'id'];
  if (typeof shape === 'string') return [];
  return 'fields' in shape ? Object.keys(shape.fields) : ['length'];
}

/** The shape of a field; undefined if there is no such field. */
export function memberOf(shape: ViewShape, name: string): ViewShape | undefined {
  if (!namesOf(shape).includes(name)) return undefined;
  return typeof shape === 'object' && 'fields' in shape ? shape.fields[name] : 'value';
}

/** The shape of a list's items; undefined if it is not a list. */
export function itemOf(shape: ViewShape | undefined): ViewShape | undefined {
  return typeof shape === 'object' && 'list' in shape ? shape.list : undefined;
}

/** The same shape with more fields. */
export function withFields(
  shape: ViewShape | undefined,
  more: Readonly<Record<string, ViewShape>>,
): ViewShape | undefined {
  if (Object.keys(more).length === 0 || shape === undefined) return shape;
  const own = typeof shape === 'object' && 'fields' in shape ? shape.fields : {};
  return { fields: { ...own, ...more } };
}
