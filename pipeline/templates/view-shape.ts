/** What a template may name at a place: a value to be shown, a list, or named fields. */
export type ViewShape =
  | 'value'
  | 'block'
  | { readonly list: ViewShape }
  | { readonly fields: Readonly<Record<string, ViewShape>> };

export function fields(names: readonly string[], more: Readonly<Record<string, ViewShape>> = {}): ViewShape {
  return { fields: { ...Object.fromEntries(names.map((name) => [name, 'value' as const])), ...more } };
}

export function list(of: ViewShape): ViewShape {
  return { list: of };
}
