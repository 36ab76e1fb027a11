import { computedStyles } from '../mail/computed-style.ts';
import { templatePlace } from '../mail/template-place.ts';
import { hasOwnText, quoteOf } from '../mail/words.ts';
import type { EditionView, Rule } from './rule.ts';

/** The smallest legible size, in CSS pixels. */
const smallest = 14;

/** Text must be large enough to read and must not be justified. */
export const mailLegibility: Rule<EditionView> = {
  family: 'accessibility',
  codes: ['mail-text-small', 'mail-justified'],
  *check({ mail, templates }) {
    const styleOf = computedStyles(mail, 'light');
    for (const element of mail.elements) {
      if (/^(style|title|script|sup|sub)$/.test(element.name) || !hasOwnText(element, /[\p{L}\p{N}]/u))
        continue;
      const { fontSize, isHidden, isJustified } = styleOf(element);
      if (isHidden) continue;
      const words = quoteOf(element);
      if (fontSize < smallest - 0.01) {
        const at = templatePlace(
          templates,
          `font-size: ${fontSize}px`,
          `font-size="${fontSize}px"`,
          `${fontSize}px`,
        );
        yield { code: 'mail-text-small', data: { words, size: fontSize }, at };
      }
      if (isJustified) {
        const at = templatePlace(templates, 'align="justify"', 'text-align: justify', 'justify');
        yield { code: 'mail-justified', data: { words }, at };
      }
    }
  },
};
