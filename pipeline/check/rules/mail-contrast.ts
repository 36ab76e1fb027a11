import type { Element } from 'domhandler';
import { contrast } from '../../publication/newsletter/contrast.ts';
import { computedStyles } from '../mail/computed-style.ts';
import { hexColour } from '../mail/hex-colour.ts';
import { templatePlace } from '../mail/template-place.ts';
import { hasOwnText, quoteOf, visibleSign } from '../mail/words.ts';
import type { EditionView, Rule } from './rule.ts';

/**
 * Text must have enough contrast with its background, in light and dark mode (WCAG 2.2, 1.4.3). Text over a
 * picture is not checked.
 */
export const mailContrast: Rule<EditionView> = {
  family: 'accessibility',
  codes: ['mail-contrast'],
  *check({ mail, templates }) {
    for (const mode of ['light', 'dark'] as const) {
      const styleOf = computedStyles(mail, mode);
      // A mail has few pairs of colours, and each pair is reported once.
      const judged = new Set<string>();
      for (const element of mail.elements) {
        if (notShown.test(element.name) || !hasOwnText(element, visibleSign)) continue;
        const { color, background, fontSize, isBold, isHidden } = styleOf(element);
        const [front, back] = [hexColour(color), hexColour(background)];
        if (isHidden || fontSize < 2 || front === undefined || back === undefined) continue;
        const least = fontSize >= 24 || (isBold && fontSize >= 18.66) ? 3 : 4.5;
        const pair = `${front} ${back} ${least}`;
        if (judged.has(pair)) continue;
        judged.add(pair);
        const ratio = contrast(front, back);
        if (ratio >= least) continue;
        const at = templatePlace(templates, ...classesAround(element));
        yield {
          code: 'mail-contrast',
          data: { mode, words: quoteOf(element), ratio, least, front, back },
          at,
        };
      }
    }
  },
};

const notShown = /^(style|title|script|head|meta)$/;

/** The classes of an element and of those around it, innermost first. */
function classesAround(element: Element): string[] {
  const own = (element.attribs['class'] ?? '').split(/\s+/).filter(Boolean);
  const parent = element.parent;
  const above = parent !== null && 'attribs' in parent ? classesAround(parent as Element) : [];
  return [...own.map((name) => `"${name}"`), ...own.map((name) => `.${name}`), ...above];
}
