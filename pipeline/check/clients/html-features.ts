import type { Element } from 'domhandler';
import { canIEmail } from './can-i-email.ts';

/** The features of Can I Email that an element uses, judged by its name and the names of its attributes. */
export function featuresOfNames(name: string, attributeNames: readonly string[]): string[] {
  return known([
    `html-${groups.get(name) ?? name}`,
    ...attributeNames.flatMap((attribute) => attributes.get(attribute) ?? []),
  ]);
}

/** The features that an element uses, judged by the values of its attributes other than `style`. */
export function featuresOfValues({ name, attribs }: Element): readonly string[] {
  switch (name) {
    case 'input':
    case 'button':
      return known([`html-${name}-${attribs['type'] ?? 'text'}`]);
    case 'meta':
      return attribs['name'] === 'color-scheme' ? known(['html-meta-color-scheme']) : [];
    case 'img':
      return known(pictureFeatures(attribs['src'] ?? ''));
    case 'a':
      return known(linkFeatures(attribs['href'] ?? ''));
    default:
      return [];
  }
}

const known = (features: readonly string[]) =>
  features.filter((feature) => Object.hasOwn(canIEmail.features, feature));

/** Elements whose page on Can I Email has a different name. */
const groups = new Map([
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, 'h1-h6'] as const),
  ...['ul', 'ol', 'dl', 'li'].map((name) => [name, 'lists'] as const),
  ...[
    'article',
    'aside',
    'details',
    'figcaption',
    'figure',
    'footer',
    'header',
    'main',
    'mark',
    'nav',
    'section',
  ]
    .concat('summary', 'time')
    .map((name) => [name, 'semantics'] as const),
  ...['map', 'area'].map((name) => [name, 'image-maps'] as const),
]);

const attributes: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>(
  [
    ...['align', 'background', 'cellpadding', 'cellspacing', 'dir', 'height', 'hidden', 'lang', 'popover'],
    ...['required', 'role', 'srcset', 'target', 'valign', 'width', 'aria-describedby', 'aria-hidden'],
    ...['aria-label', 'aria-labelledby', 'aria-live'],
  ].map((name) => [name, [`html-${name}`]] as const),
)
  .set('sizes', ['html-srcset'])
  .set('loading', ['html-loading-attribute'])
  .set('inert', ['css-inert-attribute']);

function pictureFeatures(src: string): string[] {
  if (src.startsWith('data:')) return ['image-base64'];
  const [, ending = ''] = /\.(\w+)(?:[?#]|$)/.exec(src) ?? [];
  const format = ending.toLowerCase();
  return [`image-${format === 'jpeg' ? 'jpg' : format}`];
}

function linkFeatures(href: string): string[] {
  if (href.startsWith('#')) return ['html-anchor-links'];
  return href.startsWith('mailto:') ? ['html-mailto-links'] : [];
}
