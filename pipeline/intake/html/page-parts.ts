import type { HtmlElement } from './element.ts';

/** The names that pages give to what is around a text: one word of a class, or an id. */
const names = [
  // Cookies, advertisements, forms to subscribe.
  /^(?:[\w-]+[-_])?(?:cookies?|consent|gdpr)[-_]?(?:banner|bar|notice|popup|message|overlay|consent|dialog|law|wall)$/,
  /^(?:onetrust-(?:banner|consent)|cybotcookiebotdialog)[\w-]*$/,
  /^(?:ads?|advert|advertisement|advertorial)(?:[-_](?:slot|container|wrapper|unit|banner|label|block|box|inline)\w*)?$/,
  /^(?:dfp|gpt|google)[-_]ads?(?:[-_][\w-]*)?$/,
  /^(?:newsletter|subscri(?:be|ption))[-_]?(?:sign-?up|form|box|widget|banner|promo|cta)(?:[-_][\w-]*)?$/,
  // Other articles, comments, keywords.
  /^(?:related|recommended|more)[-_]?(?:posts|articles|links|stories|content|reading)$/,
  /^(?:comments?|disqus)[-_]?(?:area|section|list|thread)?$/,
  /^(?:breadcrumbs?|pagination|skip-?(?:link|nav|to-content)|site-?(?:header|footer|nav)|sidebar)$/,
  /^(?:(?:post|entry|article)-)?(?:tags|tag-(?:list|links|cloud))$/,
  // An encyclopedia.
  /^(?:infobox|navbox|hatnote|catlinks|printfooter|ambox|sistersitebox|side-box|mw-jump-link|noprint|toc)$/,
];

/** Whether an element is a part of a page beside its text, by its class or its id. */
export function isPagePart({ name, attributes }: HtmlElement): boolean {
  if (name === 'body' || name === 'html' || name === 'main' || name === 'article') return false;
  const written = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`.slice(0, 500);
  if (written === ' ') return false;
  return written
    .toLowerCase()
    .split(/\s+/)
    .some((word) => names.some((each) => each.test(word)));
}
