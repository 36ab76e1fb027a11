import type { HelperValue, PublicationRule } from '../../publication/publication.ts';
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

/** A helper for templates: `{{name value}}`, or `{{#if (name value)}}`. */
export interface OwnHelper {
  readonly name: string;
  /** The number of values that it takes, at least one; a list of numbers if some values are optional. */
  readonly takes: number | readonly number[];
  /** Returns plain text, which Courant escapes, or a value for `{{#if}}`. Depends on its arguments alone. */
  readonly value: (values: readonly HelperValue[], language: { readonly locale: string }) => HelperValue;
}

export interface ExtensionParts {
  readonly blocks?: readonly BlockDefinition[];
  readonly helpers?: readonly OwnHelper[];
  /** Write each rule as an `OwnRule`, which knows the type of its view. */
  readonly rules?: readonly ExtensionRule[];
}
