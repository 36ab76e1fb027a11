import type { LintRules } from '../publication/templates/lint-templates.ts';
import { blockShapes } from './block-view.ts';
import { mailViewShape } from './mail-view.ts';
import { textViewShape } from './text-view.ts';

/** The names that the email templates can use. */
export const emailRules: LintRules = {
  entry: 'edition',
  view: mailViewShape,
  get blocks() {
    return blockShapes();
  },
  raw: false,
};
export const textRules: LintRules = { entry: 'edition', view: textViewShape, blocks: {}, raw: true };
