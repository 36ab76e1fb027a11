import { htmlTag, type MjmlElement } from './parse-mjml.ts';

/**
 * Whether each part of a mail compiles to the same HTML whatever is next to it. Only unknown forms need the answer:
 * known ones have the same tags and styles.
 */
export function isSound({ children: [head, ...body] }: MjmlElement): boolean {
  return !looksAround(head?.content ?? '') && body.every(standsAlone);
}

function standsAlone({ content, children }: MjmlElement): boolean {
  return (content === undefined || endsWhatItBegins(content)) && children.every(standsAlone);
}

/**
 * Whether HTML ends what it begins: its tags and comments, those for Outlook too, which MJML looks for from end to end
 * of a mail. A tag of MJML in it is most likely an end tag that was written in another way.
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
 * Whether a rule asks for neighbours, for an order, or for what a slot says; or the head changes elements itself, or
 * looks for a font in all of the body.
 */
function looksAround(head: string): boolean {
  // What juice, by which MJML inlines styles, takes for the code of a template, and passes over to wherever it ends.
  if (head.includes('<%') || /<mj-(?:html-attributes|font)\b/i.test(head)) return true;
  for (const [, css = ''] of head.matchAll(inlineStyle)) {
    const rules = css.replace(/\/\*[\s\S]*?\*\//g, '');
    // A comment that continues in another style, or a sign of one within a text.
    if (rules.includes('/*') || (rules !== css && /["']/.test(css))) return true;
    if (/[+~:[#@]/.test(rules.replace(/\{[^}]*\}/g, '{}'))) return true;
  }
  return false;
}
