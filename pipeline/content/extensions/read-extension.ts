import { z } from 'zod';
import { isOwnCode } from '../../foundation/problems/catalogue.ts';
import { fail, isSeverity } from '../../foundation/problems/problem.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import { isShippedHelper } from '../../publication/templates/helper-rules.ts';
import type { BlockDefinition } from '../blocks/block.ts';
import { roleOf } from '../blocks/fields.ts';
import { type ExtensionParts, type ExtensionRule, extensionTools, type OwnHelper } from './extension.ts';
import { withoutExit } from './without-exit.ts';

/**
 * The kinds of blocks, the helpers and the check rules that a module adds. Throws a `ProblemError` if the
 * module exports anything else.
 */
export function readExtension(module: object, file: string): Required<ExtensionParts> {
  const refuse = (message: string, hint: string): never =>
    fail('extension-invalid', { message: `The extension "${file}" ${message}.`, hint }, { file });
  const { default: make } = module as { default?: unknown };
  if (typeof make !== 'function') {
    return refuse(
      'has no function as its default export',
      'Write: export default (tools) => ({ blocks: [] });',
    );
  }
  const parts: unknown = withoutExit(() => make(extensionTools));
  const hint = 'Return an object such as { blocks: [defineBlock({ \u2026 })] }.';
  if (!isObject(parts)) return refuse('does not return an object', hint);
  const unknown = Object.keys(parts).find((key) => !['blocks', 'helpers', 'rules'].includes(key));
  if (unknown !== undefined) return refuse(`returns "${unknown}", which Courant does not know`, hint);
  const { blocks = [], helpers = [], rules = [] } = parts as Readonly<Record<string, unknown>>;
  if (!Array.isArray(blocks)) return refuse('returns "blocks" that are not a list', hint);
  if (!Array.isArray(helpers)) return refuse('returns "helpers" that are not a list', hint);
  if (!Array.isArray(rules)) return refuse('returns "rules" that are not a list', hint);
  for (const helper of helpers) {
    const wrong = wrongInHelper(helper);
    if (wrong !== undefined) refuse(`has a helper ${wrong}`, 'See docs/contributor/extensions.md.');
  }
  for (const block of blocks) {
    const wrong = wrongPart(block);
    if (wrong !== undefined) refuse(`has a block ${wrong}`, 'See docs/contributor/add-a-block.md.');
  }
  for (const rule of rules) {
    const wrong = wrongInRule(rule);
    if (wrong !== undefined) refuse(`has a rule ${wrong}`, 'See docs/contributor/add-a-check-rule.md.');
  }
  return {
    blocks: blocks as BlockDefinition[],
    helpers: helpers as OwnHelper[],
    rules: rules as ExtensionRule[],
  };
}

/** The mistake in a helper, in words that follow "a helper". */
function wrongInHelper(helper: unknown): string | undefined {
  if (!isObject(helper)) return 'that is not an object';
  const { name, takes, value } = helper;
  if (typeof name !== 'string' || !/^[a-z][A-Za-z0-9]*$/.test(name))
    return 'without a "name" such as "euros"';
  if (isShippedHelper(name)) return `"${name}", which Courant itself has`;
  const counts: readonly unknown[] = Array.isArray(takes) ? takes : [takes];
  if (counts.length === 0 || !counts.every((count) => Number.isInteger(count) && Number(count) > 0))
    return `"${name}" without "takes", the number of its values: 1 or more`;
  return typeof value === 'function' ? undefined : `"${name}" without the function "value"`;
}

/** The mistake in a rule, in words that follow "a rule". */
function wrongInRule(rule: unknown): string | undefined {
  if (!isObject(rule)) return 'that is not an object';
  const { code, severity, view, check } = rule;
  if (typeof code !== 'string' || !isOwnCode(code)) return 'without a "code" such as "own/no-exclamation"';
  if (!isSeverity(severity)) return `"${code}" without a "severity": error, warning or note`;
  if (!['document', 'translation', 'edition'].includes(String(view)))
    return `"${code}" without a "view": document, translation or edition`;
  return typeof check === 'function' ? undefined : `"${code}" without the function "check"`;
}

/** The mistake in a definition, in words that follow "a block". */
function wrongPart(block: unknown): string | undefined {
  if (!isObject(block)) return 'that is not an object';
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
