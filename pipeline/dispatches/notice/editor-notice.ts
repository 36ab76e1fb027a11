import type { DispatchPlan } from '../../delivery/plan/plan-dispatch.ts';
import type { RenderedIssue } from '../../editions/render-editions.ts';
import type { Problem } from '../../foundation/problems/problem.ts';

/** The notice to the editors about an issue that will be sent soon, as plain data. */
export interface EditorNotice {
  readonly slug: string;
  readonly headline: string;
  /** Whether the source is a draft, so that the issue does not go out. */
  readonly isDraft: boolean;
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
  /** Undefined if the issue is a draft, because a draft has no plan. */
  readonly readers: number | undefined;
  /** Undefined for an edition that is not ready. */
  readonly subject: string | undefined;
}

type Circumstances = Pick<EditorNotice, 'moment' | 'at' | 'findings' | 'isDraft'>;

/** Describes an issue that can be rendered. Languages in which it does not appear are left out. */
export function describeForEditors(
  { issue, editions, substitutes }: RenderedIssue,
  plan: DispatchPlan,
  rest: Circumstances,
): EditorNotice {
  const ready = editions.filter(({ status }) => status === 'ready').map(({ edition }) => edition);
  const all = [...ready, ...substitutes];
  const shown = plan.editions.filter(({ state }) => state !== 'absent');
  return {
    ...rest,
    slug: issue.slug,
    headline: headlineOf({ issue, editions }),
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

/** Describes a draft: the languages in which it should appear, and which of them are ready. */
export function describeDraft(
  { issue, editions }: Pick<RenderedIssue, 'issue' | 'editions'>,
  configured: readonly string[],
  rest: Circumstances,
): EditorNotice {
  const ready = editions.filter(({ status }) => status === 'ready').map(({ edition }) => edition);
  return {
    ...describeBroken(issue.slug, rest),
    headline: headlineOf({ issue, editions }),
    editions: (issue.editions ?? configured).map((locale) => ({
      locale,
      readers: undefined,
      subject: ready.find((edition) => edition.locale === locale)?.subject,
    })),
  };
}

function headlineOf({ issue, editions }: Pick<RenderedIssue, 'issue' | 'editions'>): string {
  const source = editions.find(({ edition }) => edition.locale === issue.source)?.edition;
  return source?.headline ?? issue.slug;
}

/** Describes an issue that cannot be rendered, because the check found errors in it. */
export function describeBroken(slug: string, rest: Circumstances): EditorNotice {
  return { ...rest, slug, headline: slug, editions: [], waiting: 0, nothing: 0, tooSlow: 0, refused: [] };
}
