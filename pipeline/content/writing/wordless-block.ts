import { hasWords, isOptional, mustTranslate, roleOf } from '../blocks/fields.ts';
import { kindOf, type ListName } from './carry-block.ts';
import type { Values } from './carry-words.ts';

/**
 * The translation of a block that has nothing to translate, such as a divider: it names the kind, and inherits
 * the rest. Undefined if the block has words, or is of a kind that gets some, such as a picture with its
 * alternative text.
 */
export function wordlessBlock(list: ListName, source: Values): Values | undefined {
  const { main, shape } = kindOf(list, source);
  const kind = shape[main];
  if (kind === undefined || hasWords(kind)) return undefined;
  const needsWords = Object.entries(shape).some(
    ([name, field]) =>
      mustTranslate(field) && (source[name] !== undefined || !isOptional(field) || roleOf(field) === 'alt'),
  );
  return needsWords ? undefined : { [main]: source[main] };
}
