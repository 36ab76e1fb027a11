import { describeFailure } from '../content/extensions/extension-failure.ts';
import { asResult, withoutExit } from '../content/extensions/without-exit.ts';
import type { OwnCode } from '../foundation/problems/catalogue.ts';
import { isSeverity, type Mend, type Severity } from '../foundation/problems/problem.ts';
import { isObject, isPath } from '../foundation/sources/reading.ts';
import type { Publication, PublicationRule } from '../publication/publication.ts';
import type { DocumentView, EditionView, Finding, Location, TranslationView } from './rules/rule.ts';

/** The views that a publication's rule can name. */
interface OwnViews {
  readonly document: DocumentView;
  readonly translation: TranslationView;
  readonly edition: EditionView;
}

/**
 * A check rule that an extension of a publication returns.
 *
 * @example
 * import type { Extension, OwnRule } from 'courant';
 *
 * const noExclamation: OwnRule = {
 *   code: 'own/no-exclamation',
 *   severity: 'warning',
 *   view: 'document',
 *   *check({ document, texts }) {
 *     for (const { text, path } of texts) {
 *       if (!text.includes('!')) continue;
 *       const at = document.reading.tree.placeOfText(path, '!');
 *       yield { message: 'This text has an exclamation mark.', hint: 'End it with a full stop.', at };
 *     }
 *   },
 * };
 * const extension: Extension = () => ({ rules: [noExclamation] });
 * export default extension;
 */
export type OwnRule = {
  readonly [Name in keyof OwnViews]: {
    readonly code: OwnCode;
    readonly severity: Severity;
    readonly view: Name;
    check(view: OwnViews[Name]): Iterable<OwnFinding>;
  };
}[keyof OwnViews];

export interface OwnFinding {
  /** What is wrong, as a whole sentence. */
  readonly message: string;
  /** What to do about it, as a whole sentence. */
  readonly hint?: string;
  readonly at: Location;
  /** Replaces the severity of the rule. */
  readonly severity?: Severity;
  readonly mend?: Mend;
}

/**
 * The findings of a publication's own rules in a view. Reports a rule that throws, or that yields anything
 * but findings.
 */
export function findByOwnRules<Name extends keyof OwnViews>(
  { rules }: Pick<Publication, 'rules'>,
  name: Name,
  view: OwnViews[Name],
): Finding[] {
  return rules.filter((rule) => rule.view === name).flatMap((rule) => runRule(rule, view));
}

function runRule({ code, severity, source, check }: PublicationRule, view: object): Finding[] {
  const found: Finding[] = [];
  try {
    withoutExit(() => {
      for (const each of asResult(check(view as never))) {
        const { message, hint, at, mend, ...own } = asFinding(each, code);
        const data = { message, ...(hint !== undefined && { hint }) };
        found.push({
          code,
          data,
          at,
          severity: own.severity ?? severity,
          ...(mend && { mend: plainMend(mend) }),
        });
      }
    });
  } catch (error) {
    found.push({ code: 'extension-failed', ...describeFailure(error, source) });
  }
  return found;
}

function asFinding(value: unknown, code: OwnCode): OwnFinding {
  const wrong = wrongInFinding(value);
  if (wrong !== undefined) throw new TypeError(`the rule "${code}" has a finding ${wrong}`);
  return value as OwnFinding;
}

/** The mistake in a finding, in words that follow "a finding". */
function wrongInFinding(value: unknown): string | undefined {
  if (!isObject(value) || !isText(value['message'])) return 'without a "message"';
  const { at, hint, severity, mend } = value;
  if (!isLocation(at)) return 'without a place: "at"';
  if (hint !== undefined && !isText(hint)) return 'whose "hint" is not text';
  if (severity !== undefined && !isSeverity(severity))
    return 'whose "severity" is not error, warning or note';
  if (mend !== undefined && !isMend(mend)) return 'whose "mend" is not { path, text } or { path, text, by }';
  return undefined;
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';

function isLocation(at: unknown): boolean {
  if (!isObject(at)) return false;
  const { source, start, end, file, path, words } = at;
  if ('source' in at)
    return (
      isObject(source) &&
      isText(source['file']) &&
      typeof source['position'] === 'function' &&
      typeof source['line'] === 'function' &&
      Number.isInteger(start) &&
      Number.isInteger(end)
    );
  if (!isText(file)) return false;
  return 'words' in at
    ? Array.isArray(words) && words.every((word) => typeof word === 'string')
    : path === undefined || isPath(path);
}

function isMend(mend: unknown): boolean {
  if (!isObject(mend)) return false;
  const { path, text, by } = mend;
  return isPath(path) && typeof text === 'string' && (by === undefined || typeof by === 'string');
}

/** The mend with nothing but its own fields: threads exchange it, and only plain data can be copied. */
function plainMend({ path, text, by }: Mend): Mend {
  return { path: [...path], text, ...(by !== undefined && { by }) };
}
