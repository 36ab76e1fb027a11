import type { Place } from '../../foundation/problems/place.ts';
import type { TemplateSet } from '../../publication/templates/read-templates.ts';

/**
 * The place in a template that something in a mail most likely comes from: the first of these texts that a template
 * contains. MJML writes a part of the mail itself: what is in no template is in the whole of it.
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
  return { file: templates.get('edition')?.source.file ?? 'templates/email/edition.mjml.hbs' };
}
