import { computed, signal } from '@preact/signals-core';
import type { PresentPage } from '../../protocol/presence.ts';
import { randomId } from '../random-id.ts';

/** The other pages that are open on an issue, as the server reported them last. */
const present = signal<{ readonly slug: string; readonly pages: readonly PresentPage[] }>({
  slug: '',
  pages: [],
});

/** The id of this page. */
export const ownPage = randomId();
/** The id of this browser, which all its tabs have. */
export const ownBrowser = storedId();

export const others = computed(() => present.value.pages.filter(({ page }) => page !== ownPage));

/** The slug of the issue to which `others` belongs. */
export const presentSlug = computed(() => present.value.slug);

export function setPresent(slug: string, pages: readonly PresentPage[]): void {
  present.value = { slug, pages };
}

/** Where this page is: a desk, and the language that it writes. */
export interface Desk {
  readonly slug: string;
  readonly desk: PresentPage['desk'];
  readonly locale: string;
}

/** The other pages with the cursor in this part of the same file; `head` is every field of an article's head. */
export function othersAt({ slug, desk, locale }: Desk, part: string): readonly PresentPage[] {
  if (slug !== presentSlug.value) return [];
  const isHere = (at: string) => at === part || (part === 'head' && at !== '' && !at.includes('.'));
  return others.value.filter((page) => page.desk === desk && page.locale === locale && isHere(page.part));
}

function storedId(): string {
  const key = 'studio.browser';
  const id = localStorage.getItem(key) ?? randomId();
  localStorage.setItem(key, id);
  return id;
}
