import type { LintRules } from '../publication/templates/lint-templates.ts';
import { blockShapes, mailViewShape } from './mail-view.ts';
import { textViewShape } from './text-view.ts';

/** What the templates of an edition may ask for. */
export const emailRules: LintRules = {
  entry: 'edition',
  view: mailViewShape,
  blocks: blockShapes,
  raw: false,
};
export const textRules: LintRules = { entry: 'edition', view: textViewShape, blocks: {}, raw: true };
