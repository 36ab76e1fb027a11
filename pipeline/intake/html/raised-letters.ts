const raised = new Map(
  [...'0123456789+-=()n'].map((sign, at) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ'][at] ?? sign]),
);
const lowered = new Map([...'0123456789+-=()'].map((sign, at) => [sign, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'][at] ?? sign]));

/** Numbers as raised or lowered letters of Unicode, so that 10² does not become 102. Words stay as they are. */
export function raise(text: string, name: 'sup' | 'sub'): string {
  const letters = name === 'sup' ? raised : lowered;
  const signs = [...text.slice(0, 20).trim()];
  const isNumber = text.length <= 20 && signs.length > 0 && signs.every((sign) => letters.has(sign));
  return isNumber ? signs.map((sign) => letters.get(sign)).join('') : text;
}
