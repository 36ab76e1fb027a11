import type { Element } from 'domhandler';
import { canIEmail } from './can-i-email.ts';

/** The features of Can I Email that an element uses by its name and attributes, without its styles. */
export function featuresOfElement({ name, attribs }: Element): string[] {
  const features: string[] = [
    `html-${groups.get(name) ?? name}`,
    ...Object.keys(attribs).flatMap((attribute) => attributes.get(attribute) ?? []),
    ...(name === 'input' || name === 'button' ? [`html-${name}-${attribs['type'] ?? 'text'}`] : []),
    ...(name === 'meta' && attribs['name'] === 'color-scheme' ? ['html-meta-color-scheme'] : []),
    ...(name === 'img' ? pictureFeatures(attribs['src'] ?? '') : []),
    ...(name === 'a' ? linkFeatures(attribs['href'] ?? '') : []),
  ];
  return features.filter((feature) => Object.hasOwn(canIEmail.features, feature));
}

/** Elements whose page on Can I Email has another name. */
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
