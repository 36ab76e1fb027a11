const placeholder = /\{\{([^{}]*)\}\}/g;
const formats = ['date', 'number', 'list'];

/** The names of a text's placeholders: `{{name}}`, `{{name, format(option: value)}}`. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, inner = '']) => (inner.split(',')[0] ?? '').trim());
}

/** Why a text's placeholders cannot be filled in, or undefined when they can. */
export function refuseSyntax(text: string): string | undefined {
  for (const [whole, inner = ''] of text.matchAll(placeholder)) {
    const [name = '', ...rest] = inner.split(',');
    if (!/^\s*\w+\s*$/.test(name)) return `${whole} does not begin with a name`;
    const format = /^\s*(\w+)/.exec(rest.join(','))?.[1];
    if (rest.length > 0 && !formats.includes(format ?? '')) return `${whole} has no known format`;
  }
  if (text.replace(placeholder, '').match(/\{\{|\}\}/))
    return 'it opens or closes a {{ that has no other end';
  return text.includes('$t(') ? '$t(\u2026) is not used here' : undefined;
}
