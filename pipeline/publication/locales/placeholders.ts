import { refuseFormat } from './value-formats.ts';

const placeholder = /\{\{([^{}]*)\}\}/g;

/** A placeholder in a text: `{{name}}`, or `{{name, format(option: value)}}`. */
interface Placeholder {
  readonly name: string;
  readonly format: string | undefined;
}

export function placeholdersOf(text: string): Placeholder[] {
  return [...text.matchAll(placeholder)].map(([, inner = '']) => {
    const [name = '', ...format] = inner.split(',');
    return { name: name.trim(), format: format.length === 0 ? undefined : format.join(',').trim() };
  });
}

// Control characters, noncharacters, and marks that change the direction of the text that follows.
const invisible = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028-\u202e\u2066-\u2069]/u;

/** The results for texts, because a check looks at each text twice, and the studio checks all of them again. */
const known = new Map<string, string | undefined>();
const mostKnown = 20_000;

/** Why a text cannot be shown in this language; undefined if it can. */
export function refuseText(text: string, locale: string): string | undefined {
  const key = `${locale} ${text}`;
  if (known.has(key)) return known.get(key);
  if (known.size >= mostKnown) known.clear();
  const reason = judgeText(text, locale);
  known.set(key, reason);
  return reason;
}

function judgeText(text: string, locale: string): string | undefined {
  const strange = invisible.exec(text)?.[0].codePointAt(0);
  if (strange !== undefined) {
    return `it contains the invisible character U+${strange.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  if (/\{\{|\}\}/.test(text.replace(placeholder, ''))) return 'it has an unpaired {{ or }}';
  if (text.includes('$t(')) return '$t(\u2026) is not supported';
  for (const { name, format } of placeholdersOf(text)) {
    if (!/^\w+$/.test(name)) return `{{${name}}} does not begin with a name`;
    const reason = format === undefined ? undefined : refuseFormat(format, locale);
    if (reason) return reason;
  }
  return undefined;
}
