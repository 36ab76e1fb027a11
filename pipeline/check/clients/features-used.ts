import type { Element } from 'domhandler';
import { keepResults } from '../../foundation/text/keep-results.ts';
import type { Mail } from '../mail/mail.ts';
import { type Declaration, parseDeclarations, type StyleRule } from '../mail/parse-styles.ts';
import { featuresOfDeclaration, featuresOfRule } from './css-features.ts';
import { featuresOfNames, featuresOfValues } from './html-features.ts';

/**
 * The features of Can I Email that a mail uses. Each has the first text that uses it, which helps to find its
 * template. Counts a media query, but not the features within it, because a program that does not support the
 * query shows the mail without them. Also leaves out rules that no current program applies.
 */
export function featuresUsed({ elements, styles }: Mail): ReadonlyMap<string, string> {
  const used = new Map<string, string>();
  // Most elements of a mail have the same names and styles as an earlier element.
  const added = new Set<Uses>();
  const add = (uses: Uses) => {
    if (added.has(uses)) return;
    added.add(uses);
    for (const [feature, text] of uses) if (!used.has(feature)) used.set(feature, text);
  };
  for (const element of elements) {
    add(usesOfNames(`${element.name} ${Object.keys(element.attribs).join(' ')}`));
    add(usesOfValues(element));
    add(usesOfStyle(element.attribs['style'] ?? ''));
  }
  for (const rule of styles) add(usesOfRule(rule));
  return used;
}

/** Features, each with the text that uses it. */
type Uses = readonly (readonly [feature: string, text: string])[];

/** Results by the name of an element and the names of its attributes. */
const usesOfNames = keepResults(5000, (names): Uses => {
  const [name = '', ...attributes] = names.split(' ');
  return featuresOfNames(name, attributes).map((feature) => [feature, `<${name}`] as const);
});

function usesOfValues(element: Element): Uses {
  const features = featuresOfValues(element);
  return features.length === 0 ? none : features.map((feature) => [feature, `<${element.name}`] as const);
}

const none: Uses = [];

/** A theme has a few hundred styles. In a studio that runs for weeks, edits keep adding more. */
const usesOfStyle = keepResults(5000, (style) => parseDeclarations(style).flatMap(usesOfDeclaration));

function usesOfDeclaration(declaration: Declaration): Uses {
  return featuresOfDeclaration(declaration).map((feature) => [feature, declaration.property] as const);
}

const rules = new WeakMap<StyleRule, Uses>();

function usesOfRule(rule: StyleRule): Uses {
  const text = rule.conditions[0] ?? rule.selectors[0] ?? '';
  const uses = rules.get(rule) ?? [
    ...featuresOfRule(rule).map((feature) => [feature, text] as const),
    ...(rule.conditions.length > 0 ? [] : rule.declarations.flatMap(usesOfDeclaration)),
  ];
  rules.set(rule, uses);
  return uses;
}
