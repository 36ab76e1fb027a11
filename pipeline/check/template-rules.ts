import { archiveRules } from '../archive/archive-rules.ts';
import { emailRules, textRules } from '../editions/edition-rules.ts';
import type { TemplateKind } from '../publication/publication.ts';
import type { LintRules } from '../publication/templates/lint-templates.ts';
import { noticeRules, noticeTextRules, pageRules } from '../server/page-shape.ts';

/** The names that each kind of template can use. The code that renders a kind declares its names. */
export const templateRules: Readonly<Record<TemplateKind, LintRules>> = {
  email: emailRules,
  text: textRules,
  archive: archiveRules,
  pages: pageRules,
  notice: noticeRules,
  'notice-text': noticeTextRules,
};
