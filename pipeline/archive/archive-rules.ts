import type { LintRules } from '../publication/templates/lint-templates.ts';
import { webBlockShapes } from './article-view.ts';
import { pageViewShape } from './page-view.ts';

/** The names that the templates of the archive can use. */
export const archiveRules: LintRules = {
  entry: 'page',
  view: pageViewShape,
  get blocks() {
    return webBlockShapes();
  },
  raw: false,
};
