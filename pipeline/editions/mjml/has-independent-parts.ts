import { htmlTag, type MjmlElement } from './parse-mjml.ts';

/**
 * Whether each part of a mail compiles to the same HTML regardless of the parts around it. This need not be
 * checked for known forms, because they have the same tags and styles as the mail that was checked.
 */
export function hasIndependentParts({ children: [head, ...body] }: MjmlElement): boolean {
  return !looksAround(head?.content ?? '') && body.every(standsAlone);
}

/** Raw HTML with an attribute may be for the beginning of the file. */
function standsAlone({ name, open, content, children }: MjmlElement): boolean {
  if (name === 'mj-raw' && open !== '<mj-raw>') return false;
  return (content === undefined || endsWhatItBegins(content)) && children.every(standsAlone);
}

/**
 * Whether HTML closes all its tags and comments, including conditional comments for Outlook: MJML searches
 * for these across the whole mail. An MJML tag in the HTML is most likely an end tag with a different
 * spelling.
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
 * Whether the result depends on neighbouring parts: a selector refers to siblings, an order or the value of a
 * slot; or the head changes elements, searches the whole body for a font, or gives columns a gutter, whose rule in the head
 * depends on the section.
 */
function looksAround(head: string): boolean {
  if (/<mj-(?:html-attributes|font)\b|\sgutter\b/i.test(head)) return true;
  for (const [, css = ''] of head.matchAll(inlineStyle)) {
    const rules = css.replace(/\/\*[\s\S]*?\*\//g, '');
    // A comment that continues in another style element, or comment characters within a quoted text.
    if (rules.includes('/*') || (rules !== css && /["']/.test(css))) return true;
    if (/[+~:[#@]/.test(rules.replace(/\{[^}]*\}/g, '{}'))) return true;
  }
  return false;
}
