import type { Finding, TextUse } from './lint-expressions.ts';
import type { TemplateSet } from './read-templates.ts';
import type { TemplateSource, TemplateStore } from './template-store.ts';

/** What the linter found in a set of templates. */
export interface LintResult {
  readonly findings: readonly Finding[];
  readonly uses: readonly TextUse[];
  /** The templates that no other includes. This is a finding only for a template of the publication. */
  readonly unused: readonly string[];
}

/** The result of a set without findings. */
interface Kept {
  readonly uses: readonly (readonly [
    key: string,
    values: readonly string[],
    template: string,
    start: number,
    end: number,
  ])[];
  readonly unused: readonly string[];
}

/**
 * The result of an earlier process, or of `lint`. Only a result without findings is kept for later processes. `set`
 * describes everything on which the result depends.
 */
export function lintOnce(
  templates: TemplateSet,
  set: string,
  known: TemplateSource | TemplateStore,
  lint: () => LintResult,
): LintResult {
  const kept = known.check(set);
  const before = kept === undefined ? undefined : (JSON.parse(kept) as Kept);
  if (before && !before.unused.some((name) => templates.get(name)?.isOwn)) return restore(before, templates);
  const result = lint();
  if ('keepCheck' in known && result.findings.length === 0)
    known.keepCheck(set, JSON.stringify(plainResult(result, templates)));
  return result;
}

function plainResult({ uses, unused }: LintResult, templates: TemplateSet): Kept {
  const names = new Map([...templates].map(([name, { source }]) => [source, name]));
  return {
    uses: uses.map(({ key, values, place: { source, start, end } }) => {
      return [key, values, names.get(source) ?? '', start, end];
    }),
    unused,
  };
}

function restore({ uses, unused }: Kept, templates: TemplateSet): LintResult {
  const restored = uses.flatMap(([key, values, name, start, end]): TextUse[] => {
    const source = templates.get(name)?.source;
    return source ? [{ key, values, place: { source, start, end } }] : [];
  });
  return { findings: [], uses: restored, unused };
}
