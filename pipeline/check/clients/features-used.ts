import type { Mail } from '../mail/mail.ts';
import { parseDeclarations } from '../mail/parse-styles.ts';
import { featuresOfDeclaration, featuresOfRule } from './css-features.ts';
import { featuresOfElement } from './html-features.ts';

/**
 * The features of Can I Email that a mail uses, each with the first text that uses it, which leads to its
 * template. Features within a media query are not counted, nor in a rule that no current program applies: a
 * program that does not know the query shows the mail without them. The query itself is counted.
 */
export function featuresUsed({ elements, styles }: Mail): ReadonlyMap<string, string> {
  const used = new Map<string, string>();
  const add = (features: readonly string[], text: string) => {
    for (const feature of features) if (!used.has(feature)) used.set(feature, text);
  };
  for (const element of elements) {
    add(featuresOfElement(element), `<${element.name}`);
    for (const declaration of parseDeclarations(element.attribs['style'] ?? '')) {
      add(featuresOfDeclaration(declaration), declaration.property);
    }
  }
  for (const rule of styles) {
    add(featuresOfRule(rule), rule.conditions[0] ?? rule.selectors[0] ?? '');
    if (rule.conditions.length > 0) continue;
    for (const declaration of rule.declarations) {
      add(featuresOfDeclaration(declaration), declaration.property);
    }
  }
  return used;
}
