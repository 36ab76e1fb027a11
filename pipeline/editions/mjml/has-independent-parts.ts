import { htmlTag, type MjmlElement } from './parse-mjml.ts';

/**
 * Whether each part of a mail compiles to the same HTML whatever is next to it. Only unknown forms need the answer:
 * known ones have the same tags and styles.
 */
export function hasIndependentParts({ children: [head, ...body] }: MjmlElement): boolean {
  return !looksAround(head?.content ?? '') && body.every(standsAlone);
}

function standsAlone({ content, children }: MjmlElement): boolean {
  return (content === undefined || endsWhatItBegins(content)) && children.every(standsAlone);
}

/**
 * Whether HTML closes its tags and comments, conditional comments for Outlook included; MJML searches for
 * these across the whole mail. A tag of MJML in it is most likely an end tag in another spelling.
 */
function endsWhatItBegins(content: string): boolean {
  if (/<\/?mj-/i.test(content)) return false;
  const rest = content.includes('<!')
    ? content.replace(/<!--\[if\s[^\]]+]>[\s\S]*?<!\[endif]-->/g, '').replace(/<!--(?!\[)[\s\S]*?-->/g, '')
    : content;
  return !rest.replace(htmlTag, '').includes('<');
}

const inlineStyle = /<mj-style\s[^>]*inline[^>]*>([\s\S]*?)<\/mj-style/gi;

/**
 * Whether the result depends on neighbours: a selector asks for siblings, for an order or for the value of a
 * slot; the head changes elements, or searches the whole body for a font.
 */
function looksAround(head: string): boolean {
  // Juice, which inlines styles for MJML, takes these for the code of a template and skips everything up to
  // the closing mark.
  if (head.includes('<%') || /<mj-(?:html-attributes|font)\b/i.test(head)) return true;
  for (const [, css = ''] of head.matchAll(inlineStyle)) {
    const rules = css.replace(/\/\*[\s\S]*?\*\//g, '');
    // A comment that continues in another style, or the sign of a comment within a text.
    if (rules.includes('/*') || (rules !== css && /["']/.test(css))) return true;
    if (/[+~:[#@]/.test(rules.replace(/\{[^}]*\}/g, '{}'))) return true;
  }
  return false;
}
