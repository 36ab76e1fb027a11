import { keepResults } from '../../foundation/text/keep-results.ts';

/** A property and its value, from a style sheet or an attribute. */
export interface Declaration {
  /** In lower case. */
  readonly property: string;
  readonly value: string;
  readonly isImportant: boolean;
}

export interface StyleRule {
  /** The at-rules around it, outermost first: `@media (prefers-color-scheme: dark)`. */
  readonly conditions: readonly string[];
  /** Empty for an at-rule with declarations, such as `@font-face`. */
  readonly selectors: readonly string[];
  readonly declarations: readonly Declaration[];
}

/**
 * Parses a style sheet. Skips everything that browsers skip, and never throws. Results are kept, because all
 * mails of a language have the same sheets.
 */
export const parseStyles: (text: string) => readonly StyleRule[] = keepResults(500, readSheet);

/**
 * Parses a `style` attribute, or the text between the braces of a rule. Results are kept, because templates
 * give the same declarations to many elements.
 */
export const parseDeclarations: (text: string) => readonly Declaration[] = keepResults(
  5000,
  readDeclarations,
);

function readSheet(text: string): StyleRule[] {
  const sheet = text.replace(/\/\*[\s\S]*?\*\/|<!--|-->/g, ' ');
  const rules: StyleRule[] = [];
  const open: { head: string; body: string }[] = [];
  let from = 0;
  for (const { 0: sign, index } of sheet.matchAll(/[{};]/g)) {
    const said = sheet.slice(from, index).trim();
    const inside = open.at(-1);
    if (sign === '{') open.push({ head: said, body: '' });
    else if (inside !== undefined) inside.body += `${said};`;
    if (sign === '}' && inside !== undefined) {
      open.pop();
      const conditions = open.map(({ head }) => head);
      const isAtRule = inside.head.startsWith('@');
      const selectors = isAtRule ? [] : inside.head.split(',').map((each) => each.trim());
      const declarations = parseDeclarations(inside.body);
      if (declarations.length > 0) {
        rules.push({
          conditions: isAtRule ? [...conditions, inside.head] : conditions,
          selectors,
          declarations,
        });
      }
    }
    from = index + 1;
  }
  return rules;
}

function readDeclarations(text: string): Declaration[] {
  return text.split(/;(?![^(]*\))/).flatMap((each) => {
    const colon = each.indexOf(':');
    if (colon < 1) return [];
    const property = each.slice(0, colon).trim().toLowerCase();
    const said = each.slice(colon + 1).trim();
    const value = said.replace(/\s*!important$/i, '');
    return value === '' ? [] : { property, value, isImportant: value !== said };
  });
}
