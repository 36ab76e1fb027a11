import { effect, signal } from '@preact/signals-core';
import type { Diff } from '../../protocol/desk.ts';
import type { IssueDetail } from '../../protocol/issues.ts';
import { getJson, path } from '../api.ts';
import { createInOrder } from '../in-order.ts';
import { detail, place, setDetail } from '../route.ts';
import { issue, stamp, tellFailure } from '../state.ts';

export interface Revision {
  readonly commit: string;
  readonly subject: string;
  readonly date: string;
}

/** The commits of the open issue, and others that somebody requested by name. */
export const revisions = signal<{ slug: string; list: readonly Revision[] } | undefined>(undefined);
/** The word-by-word differences. */
export const difference = signal<readonly Diff[] | undefined>(undefined);

export const modes = ['side', 'overlay', 'difference', 'words'] as const;
export type Mode = (typeof modes)[number];

export const mode = (): Mode => modes.find((each) => each === detail('mode')) ?? 'side';
export const localeOf = (open: IssueDetail) => detail('locale') || (open.editions[0]?.locale ?? '');

/** The other side of the comparison: a commit (`@…`), or an issue. */
export function other(open: IssueDetail): string {
  const first = revisions.value?.slug === open.slug ? revisions.value.list[0]?.commit : undefined;
  return detail('with') || (first ? `@${first}` : (open.previous ?? ''));
}

/** Compares with a branch, a tag or a commit. */
export async function compareWith(name: string): Promise<void> {
  if (name === '') return;
  try {
    const found = await getJson<Revision>(path('api', 'revisions', name));
    const { slug, list } = revisions.value ?? { slug: '', list: [] };
    if (!list.some(({ commit }) => commit === found.commit))
      revisions.value = { slug, list: [...list, found] };
    setDetail({ with: `@${found.commit}` });
  } catch (error) {
    tellFailure(error);
  }
}

effect(() => {
  const open = issue.value;
  if (place.value.tab !== 'compare' || open === undefined || revisions.value?.slug === open.slug) return;
  getJson<Revision[]>(path('api', 'issues', open.slug, 'revisions')).then((list) => {
    revisions.value = { slug: open.slug, list };
  }, tellFailure);
});

const differencesInOrder = createInOrder();

effect(() => {
  const open = issue.value;
  stamp.value;
  const isKnown = open !== undefined && revisions.value?.slug === open.slug;
  if (place.value.tab !== 'compare' || !isKnown || mode() !== 'words') return;
  const than = other(open);
  const query = than.startsWith('@') ? `revision=${than.slice(1)}` : `with=${encodeURIComponent(than)}`;
  difference.value = undefined;
  const request = getJson<Diff[]>(`${path('api', 'compare', open.slug, localeOf(open))}?${query}`);
  differencesInOrder(request).then((parts) => {
    if (parts) difference.value = parts.answer;
  }, tellFailure);
});
