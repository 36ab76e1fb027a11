import { effect, signal, untracked } from '@preact/signals-core';
import { place } from './route.ts';
import { overview, slug } from './state.ts';
import { t } from './texts/t.ts';

/** What screen readers say about the page as a whole. Empty for the first page: they read its title. */
export const announced = signal('');

/** The parts of the page's title, the most specific one first, because a tab of the browser shows only its start. */
export function titleParts(): string[] {
  const { page, tab } = place.value;
  if (page !== 'issue') return [t(page)];
  const row = overview.value?.issues.find((each) => each.slug === slug.value);
  return slug.value === undefined ? [t('studio')] : [row?.headline ?? slug.value, t(tab)];
}

/** Says the name of each page that opens. */
export function startAnnouncing(): void {
  let last: string | undefined;
  effect(() => {
    const { page, slug: name = '', tab } = place.value;
    const now = [page, name, tab].join(' ');
    if (last !== undefined && last !== now)
      untracked(() => {
        announced.value = titleParts().join(' \u2013 ');
      });
    last = now;
  });
}
