import { z } from 'zod';
import { fail } from '../../foundation/problems/problem.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import type { BlockDefinition } from '../blocks/block.ts';
import { roleOf } from '../blocks/fields.ts';
import { extensionTools } from './extension.ts';

/** The kinds of blocks that a module adds. Throws a `ProblemError` when it exports something else. */
export function readExtension(module: object, file: string): readonly BlockDefinition[] {
  const refuse = (message: string, hint: string): never =>
    fail('extension-invalid', { message: `The extension "${file}" ${message}.`, hint }, { file });
  const { default: make } = module as { default?: unknown };
  if (typeof make !== 'function') {
    return refuse(
      'has no function as its default export',
      'Write: export default (tools) => ({ blocks: [] });',
    );
  }
  const parts: unknown = make(extensionTools);
  const hint = 'Return an object such as { blocks: [defineBlock({ \u2026 })] }.';
  if (!isObject(parts)) return refuse('returns no object', hint);
  const unknown = Object.keys(parts).find((key) => key !== 'blocks');
  if (unknown !== undefined) return refuse(`returns "${unknown}", which Courant does not know`, hint);
  const blocks = parts['blocks'] ?? [];
  if (!Array.isArray(blocks)) return refuse('returns "blocks" that are no list', hint);
  for (const block of blocks) {
    const wrong = wrongPart(block);
    if (wrong !== undefined) refuse(`has a block ${wrong}`, 'See docs/contributor/add-a-block.md.');
  }
  return blocks as BlockDefinition[];
}

/** What is wrong with a definition, to be put after "a block". */
function wrongPart(block: unknown): string | undefined {
  if (!isObject(block)) return 'that is no object';
  const { kind, shape } = block;
  if (typeof kind !== 'string' || !/^[a-z][A-Za-z0-9]*$/.test(kind))
    return 'without a "kind", a name such as "calendar"';
  for (const key of ['label', 'description'])
    if (typeof block[key] !== 'string' || block[key] === '') return `"${kind}" without a "${key}"`;
  if (typeof block['toText'] !== 'function') return `"${kind}" without the function "toText"`;
  if (!isObject(shape)) return `"${kind}" without a "shape"`;
  for (const [field, schema] of Object.entries(shape)) {
    const isField = schema instanceof z.ZodType && roleOf(schema) !== undefined;
    if (!isField) return `"${kind}" whose field "${field}" is not made by one of the functions in "fields"`;
  }
  return undefined;
}
