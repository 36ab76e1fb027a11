import type { Edition } from '../../editions/edition.ts';
import { type EditionChoice, resolveEdition } from '../../publication/locales/language-tag.ts';

/**
 * The policy for the readers of an edition that is not ready: nobody gets the issue (`refuse`), these readers
 * wait for their edition (`hold`), or they get the source edition (`source`).
 */
export type EditionPolicy = 'refuse' | 'hold' | 'source';

/** missing: the edition is not ready; absent: the issue does not appear in this language. */
export type PlannedState = 'new' | 'planned' | 'missing' | 'absent';

interface Assignment {
  readonly editions: readonly { readonly locale: string; readonly state: PlannedState }[];
  /** The locales whose missing edition forbids the dispatch. */
  readonly refused: readonly string[];
  /** Returns the edition for a subscriber who chose this language. */
  assign(requested: string | undefined): Assigned;
}

interface Assigned {
  readonly locale: string;
  readonly choice: EditionChoice;
  /** newcomer: their edition was planned before they came; left-out: the issue does not appear in their language. */
  readonly fate: 'planned' | 'held' | 'newcomer' | 'left-out';
}

/**
 * Decides for one dispatch which edition the readers of each language get. Editions in `planned` are frozen.
 */
export function assignEditions(
  request: {
    readonly ready: readonly Edition[];
    readonly configured: readonly string[];
    /** The locales in which the issue is meant to appear; all of them when left out. */
    readonly intended?: readonly string[] | undefined;
    readonly source: string;
    readonly missing: EditionPolicy;
  },
  planned: Iterable<string>,
): Assignment {
  const frozen = new Set(planned);
  const ready = new Set(request.ready.map(({ locale }) => locale));
  const appearsIn = (locale: string) => request.intended?.includes(locale) ?? true;
  const stateOf = (locale: string): PlannedState => {
    if (frozen.has(locale)) return 'planned';
    if (ready.has(locale)) return 'new';
    return appearsIn(locale) ? 'missing' : 'absent';
  };
  const editions = request.configured.map((locale) => ({ locale, state: stateOf(locale) }));
  const states = new Map(editions.map(({ locale, state }) => [locale, state]));
  const isMissing = (locale: string) => ['missing', 'absent'].includes(states.get(locale) ?? '');

  return {
    editions,
    refused: request.missing === 'refuse' ? (request.intended ?? request.configured).filter(isMissing) : [],
    assign: remember((requested): Assigned => {
      const resolved = resolveEdition(requested, request.configured, request.source);
      const substitute = isMissing(resolved.locale) && request.missing === 'source';
      const locale = substitute ? request.source : resolved.locale;
      const choice = substitute ? 'default' : resolved.reason;
      const state = states.get(locale);
      return { locale, choice, fate: fates[state ?? 'missing'] };
    }),
  };
}

const fates = { new: 'planned', planned: 'newcomer', missing: 'held', absent: 'left-out' } as const;

/** Caches the result for each language, because there are many readers and few languages. */
function remember<Result>(decide: (requested: string | undefined) => Result) {
  const known = new Map<string | undefined, Result>();
  return (requested: string | undefined): Result => {
    const result = known.get(requested) ?? decide(requested);
    known.set(requested, result);
    return result;
  };
}
