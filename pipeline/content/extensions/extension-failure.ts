import type { Place, Source } from '../../foundation/problems/place.ts';
import { createProblem, ProblemError } from '../../foundation/problems/problem.ts';
import { isObject, isPath } from '../../foundation/sources/reading.ts';
import type { HelperValue, PublicationHelper } from '../../publication/publication.ts';
import type { BlockDefinition, BlockMistake, BlockView } from '../blocks/block.ts';
import type { OwnHelper } from './extension.ts';
import { asResult, withoutExit } from './without-exit.ts';

/** Turns an error that an extension threw into a problem at the line that threw it. */
export function extensionFailure(error: unknown, source: Source): ProblemError {
  if (error instanceof ProblemError) return error;
  const { data, at } = describeFailure(error, source);
  return new ProblemError([createProblem('extension-failed', data, at, { cause: error })]);
}

/** The data and the place of the problem that an extension's error causes. */
export function describeFailure(error: unknown, source: Source) {
  return { data: { file: source.file, reason: reasonOf(error) }, at: placeOf(error, source) };
}

/** Wraps the functions of a block so that their errors become problems. */
export function guardBlock(block: BlockDefinition, source: Source): BlockDefinition {
  const guard =
    <Given extends unknown[], Result>(run: (...given: Given) => Result) =>
    (...given: Given): Result => {
      try {
        return withoutExit(() => run(...given));
      } catch (error) {
        throw extensionFailure(error, source);
      }
    };
  const { check, view } = block;
  return {
    ...block,
    toText: guard((...given: Parameters<BlockDefinition['toText']>) =>
      String(asResult(block.toText(...given))),
    ),
    ...(check && {
      check: guard((...given: Parameters<typeof check>) => {
        const mistakes: unknown = asResult(check.call(block, ...given)) ?? [];
        if (Array.isArray(mistakes) && mistakes.every(isMistake)) return mistakes;
        throw new TypeError(`the block "${block.kind}" has a mistake that is not { path, message, hint }`);
      }),
    }),
    ...(view && {
      view: { ...view, of: guard((...given: Parameters<BlockView['of']>) => view.of(...given)) },
    }),
  };
}

function isMistake(value: unknown): value is BlockMistake {
  if (!isObject(value)) return false;
  const { path, message, hint } = value;
  return isPath(path) && typeof message === 'string' && typeof hint === 'string';
}

/** A helper that reports its errors as problems, and also a result that a template cannot use. */
export function guardHelper({ name, takes, value }: OwnHelper, source: Source): PublicationHelper {
  return {
    name,
    counts: typeof takes === 'number' ? [takes] : takes,
    source,
    value(values, language) {
      try {
        const result: unknown = withoutExit(() => value(values, language));
        if (result === undefined || ['string', 'number', 'boolean'].includes(typeof result))
          return result as HelperValue;
        throw new TypeError(`the helper "${name}" returns neither text, a number nor a truth value`);
      } catch (error) {
        throw extensionFailure(error, source);
      }
    },
  };
}

/** The message of an error with paths below `extensions/` only: other paths belong to this machine. */
function reasonOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  return line
    .replaceAll(/(?:file:\/\/)?\/[^\s'"]*\/(?=extensions\/)/g, '')
    .replaceAll(/(?:file:\/\/)?\/[^\s'"]*\/(?=[^\s'"/]*)/g, '')
    .replaceAll(/\?v=[0-9a-f]{16}/g, '')
    .replace(/[.:]$/, '');
}

/** The first line in the stack that is in the module. The stack of a syntax error contains one too. */
function placeOf(error: unknown, source: Source): Place | { file: string } {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const pattern = new RegExp(`${RegExp.escape(source.file)}(?:\\?v=\\w+)?:(\\d+)(?::(\\d+))?`);
  const [, line, column = '1'] = pattern.exec(stack) ?? [];
  if (line === undefined) return { file: source.file };
  const start = source.offset(Number(line)) + Number(column) - 1;
  return { source, start, end: start + 1 };
}
