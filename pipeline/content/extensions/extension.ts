import type { PublicationRule } from '../../publication/publication.ts';
import { type BlockDefinition, defineBlock } from '../blocks/block.ts';
import * as fields from '../blocks/fields.ts';

/**
 * The tools that an extension gets as an argument. It need not import them, so it works wherever Courant is
 * installed.
 */
export const extensionTools = { defineBlock, fields };

export type ExtensionTools = typeof extensionTools;

/**
 * The default export of a file that newsletter.yaml names under `extensions`.
 *
 * @example
 * import type { Extension } from 'courant';
 *
 * const motto: Extension = ({ defineBlock, fields }) => ({
 *   blocks: [
 *     defineBlock({
 *       kind: 'motto',
 *       label: 'a motto',
 *       description: 'One line in large type.',
 *       shape: { motto: fields.inline('The line.') },
 *       toText: ({ motto }, tools) => tools.wrap(tools.inline(motto)),
 *     }),
 *   ],
 * });
 * export default motto;
 */
export type Extension = (tools: ExtensionTools) => ExtensionParts;

/** A check rule as a module exports it. */
export type ExtensionRule = Omit<PublicationRule, 'source'>;

export interface ExtensionParts {
  readonly blocks?: readonly BlockDefinition[];
  /** Write each rule as an `OwnRule`, which knows the type of its view. */
  readonly rules?: readonly ExtensionRule[];
}
