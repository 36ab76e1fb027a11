import type { Place } from '../../foundation/problems/place.ts';
import type { TemplateSet } from '../../publication/templates/read-templates.ts';

/**
 * The place in a template that most likely produced a part of a mail or page. Looks for each of `texts` in
 * all templates, and returns the first match. MJML itself writes some parts of a mail; for those, this
 * returns the template of the whole mail or page.
 */
export function templatePlace(
  templates: TemplateSet,
  ...texts: readonly (string | RegExp)[]
): Place | { file: string } {
  for (const text of texts) {
    if (typeof text === 'string' && text.length < 2) continue;
    for (const { source } of templates.values()) {
      const start = typeof text === 'string' ? source.text.indexOf(text) : source.text.search(text);
      const length = typeof text === 'string' ? text.length : (text.exec(source.text)?.[0].length ?? 0);
      if (start >= 0) return { source, start, end: start + length };
    }
  }
  const whole = templates.get('edition') ?? templates.get('page');
  return { file: whole?.source.file ?? 'templates/email/edition.mjml.hbs' };
}
