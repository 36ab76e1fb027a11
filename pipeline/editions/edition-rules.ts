import { fromKinds } from '../content/blocks/registry.ts';
import type { LintRules } from '../publication/templates/lint-templates.ts';
import { blockShapes } from './block-view.ts';
import { mailViewShape } from './mail-view.ts';
import { textViewShape } from './text-view.ts';

const mailBlockShapes = fromKinds(() => blockShapes());

/** The names that the email templates can use. */
export const emailRules: LintRules = {
  entry: 'edition',
  view: mailViewShape,
  get blocks() {
    return mailBlockShapes();
  },
  raw: false,
};
export const textRules: LintRules = { entry: 'edition', view: textViewShape, blocks: {}, raw: true };
