import { computed, effect, signal } from '@preact/signals-core';

// The address describes the whole view, so that people can link to every view. The browser remembers the last
// choices for addresses that leave them out.

export const tabs = ['write', 'preview', 'translate', 'problems', 'compare', 'dispatch', 'settings'] as const;
/** The pages that belong to no issue. */
const pages = ['inbox', 'texts', 'calendar', 'report', 'new', 'trash'] as const;

export type Tab = (typeof tabs)[number];

export interface Place {
  readonly page: 'issue' | (typeof pages)[number];
  readonly slug: string | undefined;
  readonly tab: Tab;
}

/** The choices that addresses contain and the browser remembers, with their defaults. */
export const defaults = {
  view: 'mail',
  width: 'desktop',
  scheme: 'light',
  images: 'on',
  zoom: 'fit',
  name: '',
  inTheme: '',
  editions: '',
  order: 'open',
  letter: 'on',
} as const;

export type Choice = keyof typeof defaults;

/** The parts of an address that belong to one page only. */
type Detail = 'block' | 'locale' | 'mail' | 'with' | 'mode' | 'search' | 'part' | 'namespace';

const address = signal(new URL(location.href));

window.addEventListener('popstate', () => {
  address.value = new URL(location.href);
});

export const place = computed((): Place => {
  const [first = '', second, third] = address.value.pathname.split('/').slice(1).map(decode);
  const page = pages.find((each) => each === first);
  if (page !== undefined) return { page, slug: undefined, tab: 'preview' };
  return {
    page: 'issue',
    slug: first === 'issue' ? second || undefined : undefined,
    tab: tabs.find((each) => each === third) ?? 'preview',
  };
});

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step; // The address has a broken escape, so no issue has this name.
  }
}

/** The present value of a choice: from the address, or else from the last visit. */
export function choice(name: Choice): string {
  return address.value.searchParams.get(name) ?? localStorage.getItem(`studio.${name}`) ?? defaults[name];
}

export function detail(name: Detail): string {
  return address.value.searchParams.get(name) ?? '';
}

/** Changes choices in the address, and remembers them. */
export function choose(changes: Partial<Record<Choice, string>>): void {
  for (const [name, value] of Object.entries(changes)) localStorage.setItem(`studio.${name}`, value);
  setParams(changes);
}

/** Changes the details in the address. */
export function setDetail(changes: Partial<Record<Detail, string>>): void {
  setParams(changes);
}

function setParams(changes: Readonly<Record<string, string>>): void {
  const next = new URL(address.value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') next.searchParams.delete(name);
    else next.searchParams.set(name, value);
  }
  if (next.href === address.value.href) return;
  history.replaceState(null, '', next);
  address.value = next;
}

export function hrefOf(
  { page, slug, tab }: Partial<Place>,
  details: Partial<Record<Detail, string>> = {},
): string {
  const isOfIssue = page === undefined || page === 'issue';
  const path = isOfIssue ? `/issue/${encodeURIComponent(slug ?? '')}/${tab ?? 'preview'}` : `/${page}`;
  const params = new URLSearchParams(details);
  return params.size > 0 ? `${path}?${params}` : path;
}

export function goTo(href: string): void {
  const next = new URL(href, location.href);
  if (next.href === address.value.href) return;
  history.pushState(null, '', next);
  address.value = next;
}

/** Follows a link without reloading the page, unless the person wants it in another tab. */
export function follow(event: MouseEvent): void {
  const link = (event.target as Element).closest('a[href]');
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return;
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
    return;
  if (link.target || link.hasAttribute('download')) return;
  event.preventDefault();
  goTo(link.href);
}

/** The choices that have an effect on a page. */
function choicesOn({ page, tab }: Place): readonly Choice[] {
  if (page === 'inbox') return ['view', 'scheme', 'images'];
  if (page === 'calendar' || page === 'report' || page === 'new' || page === 'trash') return [];
  if (page === 'texts') return ['order'];
  if (tab === 'translate') return ['order', 'letter', 'width', 'scheme', 'name'];
  if (tab === 'write') return ['letter', 'width', 'scheme', 'name'];
  if (tab === 'preview') return ['view', 'width', 'scheme', 'images', 'zoom', 'name', 'editions', 'inTheme'];
  return tab === 'compare' ? ['scheme', 'images', 'name'] : [];
}

/** Writes every choice that affects the page into its address, so that the link shows the same to everybody. */
export function holdView(): void {
  effect(() => {
    const next = new URL(address.value);
    for (const name of choicesOn(place.value)) {
      // Writes empty choices too, because the person who opens the link may have chosen something else.
      if (!next.searchParams.has(name)) next.searchParams.set(name, choice(name));
    }
    if (next.href === address.value.href) return;
    history.replaceState(null, '', next);
    address.value = next;
  });
}
