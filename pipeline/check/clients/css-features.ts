import type { Declaration, StyleRule } from '../mail/parse-styles.ts';
import { canIEmail } from './can-i-email.ts';

/** The features of Can I Email that a declaration uses, judged by its property and the parts of its value. */
export function featuresOfDeclaration({ property, value, isImportant }: Declaration): readonly string[] {
  const key = `${property}:${value}${isImportant ? '!' : ''}`;
  const known = seen.get(key);
  if (known !== undefined) return known;
  // A theme has a few hundred declarations. In a studio that runs for weeks, edits keep adding more.
  if (seen.size > 5000) seen.clear();
  const features = [
    ...propertyFeatures(property, value),
    ...values.flatMap(([feature, pattern]) => (pattern.test(value) ? [feature] : [])),
    ...(isImportant ? ['css-important'] : []),
  ].filter((feature) => Object.hasOwn(canIEmail.features, feature));
  seen.set(key, features);
  return features;
}

const seen = new Map<string, readonly string[]>();

/** The features that a program needs in order to apply a rule, judged by its conditions and selectors. */
export function featuresOfRule({ conditions, selectors }: StyleRule): string[] {
  const asked = [
    ...conditions.flatMap((condition) => matching(conditionFeatures, condition)),
    ...selectors.flatMap((selector) => matching(selectorFeatures, selector)),
    ...(selectors.length > 1 ? ['css-selector-grouping'] : []),
  ];
  return asked.filter((feature) => Object.hasOwn(canIEmail.features, feature));
}

type Patterns = readonly (readonly [feature: string, pattern: RegExp])[];

const matching = (patterns: Patterns, text: string) =>
  patterns.flatMap(([feature, pattern]) => (pattern.test(text) ? [feature] : []));

/** Most features are named after their property. These have another name, or cover several properties. */
const properties: Patterns = [
  ['css-variables', /^--/],
  ['css-block-inline-size', /^(block|inline)-size$/],
  ['css-border-radius-logical', /^border-(start|end)-(start|end)-radius$/],
  ['css-border-radius', /^border-(top|bottom)-(left|right)-radius$/],
  ['css-border-inline-block-individual', /^border-(inline|block)-(start|end)(-|$)/],
  ['css-border-inline-block-longhand', /^border-(inline|block)-(color|style|width)$/],
  ['css-border-inline-block', /^border-(inline|block)$/],
  ['css-border', /^border-(top|right|bottom|left|color|style|width)(-(color|style|width))?$/],
  ['css-column-layout-properties', /^(columns|column-(fill|rule|span|width))/],
  ['css-gap', /^(row-gap|column-gap)$/],
  ['css-grid-template', /^grid(-|$)/],
  ['css-left-right-top-bottom', /^(left|right|top|bottom)$/],
  ['css-margin-block-start-end', /^margin-block-(start|end)$/],
  ['css-margin-inline-start-end', /^margin-inline-(start|end)$/],
  ['css-margin-inline-block', /^margin-(inline|block)$/],
  ['css-margin', /^margin-(top|right|bottom|left)$/],
  ['css-padding-block-start-end', /^padding-block-(start|end)$/],
  ['css-padding-inline-start-end', /^padding-inline-(start|end)$/],
  ['css-padding-inline-block', /^padding-(inline|block)$/],
  ['css-padding', /^padding-(top|right|bottom|left)$/],
  ['css-scroll-snap', /^scroll-snap/],
  ['css-animation', /^animation-/],
  ['css-transition', /^transition-/],
  ['css-text-emphasis', /^text-emphasis-(color|style)$/],
];

/**
 * Features that depend on the value of a property: `display` has a page for each value that programs support
 * differently.
 */
const valueDependent: Readonly<Record<string, Patterns>> = {
  display: [
    ['css-display-flex', /flex/],
    ['css-display-grid', /grid/],
    ['css-display-none', /^none$/],
    ['css-display', /./],
  ],
  'flex-direction': [['css-flex-direction', /column/]],
  'flex-wrap': [['css-flex-wrap', /wrap/]],
  'font-family': [['css-sytem-ui', /\b(system-ui|ui-(serif|sans-serif|rounded|monospace))\b/]],
};

function propertyFeatures(property: string, value: string): string[] {
  const dependent = Object.hasOwn(valueDependent, property) ? valueDependent[property] : undefined;
  if (dependent !== undefined) return matching(dependent, value).slice(0, 1);
  return [`css-${property}`, ...matching(properties, property)];
}

const number = String.raw`(?:^|[\s,(*/+-])-?(?:\d*\.)?\d+`;
const units = 'ch cm em ex in mm pc pt px rem vh vmax vmin vw'.split(' ');

/** Features that depend on a part of a value. */
const values: Patterns = [
  ...units.map((unit) => [`css-unit-${unit}`, new RegExp(`${number}${unit}(?![\\w-])`, 'i')] as const),
  ['css-unit-percent', new RegExp(`${number}%`)],
  ['css-unit-initial', /^initial$/i],
  ['css-unit-calc', /\bcalc\(/i],
  ['css-function-clamp', /\bclamp\(/i],
  ['css-function-max', /(^|[\s,(])max\(/i],
  ['css-function-min', /(^|[\s,(])min\(/i],
  ['css-function-light-dark', /\blight-dark\(/i],
  ['css-intrinsic-size', /\b(fit|min|max)-content\b/i],
  ['css-linear-gradient', /\blinear-gradient\(/i],
  ['css-radial-gradient', /\bradial-gradient\(/i],
  ['css-conic-gradient', /\bconic-gradient\(/i],
  ['css-modern-color', /\b(ok)?(lch|lab)\(/i],
  ['css-rgba', /\brgba\(/i],
  ['css-rgb', /\brgb\(/i],
  ['css-variables', /\bvar\(/i],
];

const conditionFeatures: Patterns = [
  ['css-at-media', /^@media/i],
  ['css-at-media-prefers-color-scheme', /prefers-color-scheme/i],
  ['css-at-media-prefers-reduced-motion', /prefers-reduced-motion/i],
  ['css-at-media-orientation', /\(\s*orientation/i],
  ['css-at-media-hover', /\(\s*(any-)?hover/i],
  ['css-at-media-device-pixel-ratio', /device-pixel-ratio/i],
  ['css-at-supports', /^@supports/i],
  ['css-at-font-face', /^@font-face/i],
  ['css-at-keyframes', /^@(-webkit-)?keyframes/i],
  ['css-at-import', /^@import/i],
];

const pseudoClasses =
  'active checked default first-child first-of-type focus-visible focus-within focus has hover lang last-child last-of-type link not nth-child nth-last-child nth-last-of-type nth-of-type only-child only-of-type target visited'.split(
    ' ',
  );
const pseudoElements = 'after before first-letter first-line marker placeholder'.split(' ');

const selectorFeatures: Patterns = [
  ['css-selector-universal', /(^|[\s>+~])\*/],
  ['css-selector-type', /(^|[\s>+~])[a-z][\w-]*/i],
  ['css-selector-class', /\.[\w-]/],
  ['css-selector-id', /#[\w-]/],
  ['css-selector-attribute', /\[/],
  ['css-selector-chaining', /\.[\w-]+[.#[]|#[\w-]+[.[]/],
  ['css-selector-child', />/],
  ['css-selector-adjacent-sibling', /\+/],
  ['css-selector-general-sibling', /~(?!=)/],
  ['css-selector-descendant', /[\w\])*]\s+[\w.#[*:]/],
  ...pseudoClasses.map(
    (name) => [`css-pseudo-class-${name}`, new RegExp(`(^|[^:]):${name}(?![\\w-])`)] as const,
  ),
  ...pseudoElements.map(
    (name) => [`css-pseudo-element-${name}`, new RegExp(`::?${name}(?![\\w-])`)] as const,
  ),
];
