import type { LintRules } from '../templates/lint-templates.ts';
import { indexViewShape } from './index-view.ts';

/** What the templates of the archive may ask for. */
export const archiveRules: LintRules = { entry: 'index', view: indexViewShape, blocks: {}, raw: false };
