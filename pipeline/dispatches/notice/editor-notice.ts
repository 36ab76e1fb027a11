import type { DispatchPlan } from '../../delivery/plan/plan-dispatch.ts';
import type { RenderedIssue } from '../../editions/render-editions.ts';
import type { Problem } from '../../foundation/problems/problem.ts';

/** The notice to the editors about an issue that will be sent soon, as plain data. */
export interface EditorNotice {
  readonly slug: string;
  readonly headline: string;
  /** When the first reader gets the issue, in ms since 1970. */
  readonly moment: number;
  /** The local time at which each reader gets the issue, if readers get it at different moments. */
  readonly at: string | undefined;
  readonly editions: readonly NoticedEdition[];
  readonly waiting: number;
  /**
   * The number of readers who get nothing: on no list, or in a language in which the issue does not appear.
   */
  readonly nothing: number;
  readonly tooSlow: number;
  /** The languages whose missing edition stops the dispatch. */
  readonly refused: readonly string[];
  /** The errors and warnings of the check. An error stops the dispatch. */
  readonly findings: readonly Problem[];
}

export interface NoticedEdition {
  readonly locale: string;
  readonly readers: number;
  /** Undefined for an edition that is not ready. */
  readonly subject: string | undefined;
}

/** Describes an issue that can be rendered. Languages in which it does not appear are left out. */
export function describeForEditors(
  { issue, editions, substitutes }: RenderedIssue,
  plan: DispatchPlan,
  rest: Pick<EditorNotice, 'moment' | 'at' | 'findings'>,
): EditorNotice {
  const ready = editions.filter(({ status }) => status === 'ready').map(({ edition }) => edition);
  const all = [...ready, ...substitutes];
  const shown = plan.editions.filter(({ state }) => state !== 'absent');
  const source = editions.find(({ edition }) => edition.locale === issue.source)?.edition;
  return {
    ...rest,
    slug: issue.slug,
    headline: source?.headline ?? issue.slug,
    editions: shown.map(({ locale, recipients }) => ({
      locale,
      readers: recipients,
      subject: all.find((edition) => edition.locale === locale)?.subject,
    })),
    waiting: plan.held,
    nothing: plan.onNoList + plan.editions.reduce((sum, { leftOut }) => sum + leftOut, 0),
    tooSlow: plan.tooSlow,
    refused: plan.refused,
  };
}

/** Describes an issue that cannot be rendered, because the check found errors in it. */
export function describeBroken(
  slug: string,
  rest: Pick<EditorNotice, 'moment' | 'at' | 'findings'>,
): EditorNotice {
  return { ...rest, slug, headline: slug, editions: [], waiting: 0, nothing: 0, tooSlow: 0, refused: [] };
}
