import type { Edition } from '../../editions/edition.ts';
import { type EditionChoice, resolveEdition } from '../../publication/locales/language-tag.ts';

/**
 * What becomes of the readers of an edition that is not ready: nothing is sent to anybody, they wait for it, or
 * they get the source edition.
 */
export type EditionPolicy = 'refuse' | 'hold' | 'source';

export interface Assignment {
  readonly editions: readonly { readonly locale: string; readonly state: 'new' | 'planned' | 'missing' }[];
  /** Locales that forbid the dispatch. */
  readonly refused: readonly string[];
  /** What becomes of a subscriber who asked for this language. */
  assign(requested: string | undefined): Assigned;
}

interface Assigned {
  readonly locale: string;
  readonly choice: EditionChoice;
  /** newcomer: their edition was planned before they came. */
  readonly fate: 'planned' | 'held' | 'newcomer';
}

/** Decides, for one dispatch, which edition the readers of each language get; `planned` ones are frozen. */
export function assignEditions(
  request: {
    readonly ready: readonly Edition[];
    readonly configured: readonly string[];
    /** Those that the issue is meant to appear in; all of them when left out. */
    readonly intended?: readonly string[] | undefined;
    readonly source: string;
    readonly missing: EditionPolicy;
  },
  planned: Iterable<string>,
): Assignment {
  const frozen = new Set(planned);
  const ready = new Set(request.ready.map(({ locale }) => locale));
  const editions = request.configured.map((locale) => ({
    locale,
    state: frozen.has(locale)
      ? ('planned' as const)
      : ready.has(locale)
        ? ('new' as const)
        : ('missing' as const),
  }));
  const states = new Map(editions.map(({ locale, state }) => [locale, state]));
  const isMissing = (locale: string) => states.get(locale) === 'missing';

  return {
    editions,
    refused: request.missing === 'refuse' ? (request.intended ?? request.configured).filter(isMissing) : [],
    assign: remember((requested): Assigned => {
      const resolved = resolveEdition(requested, request.configured, request.source);
      const substitute = isMissing(resolved.locale) && request.missing === 'source';
      const locale = substitute ? request.source : resolved.locale;
      const choice = substitute ? 'default' : resolved.reason;
      const state = states.get(locale);
      const fate = state === 'new' ? 'planned' : state === 'planned' ? 'newcomer' : 'held';
      return { locale, choice, fate };
    }),
  };
}

/** Readers are many and languages few. */
function remember<Result>(decide: (requested: string | undefined) => Result) {
  const known = new Map<string | undefined, Result>();
  return (requested: string | undefined): Result => {
    const result = known.get(requested) ?? decide(requested);
    known.set(requested, result);
    return result;
  };
}
