import { computed, effect, signal, untracked } from '@preact/signals-core';
import type { Desk } from '../../protocol/desk.ts';
import { getJsonIfThere, path } from '../api.ts';
import { createInOrder } from '../in-order.ts';
import { detail, place } from '../route.ts';
import { overview, slug, stamp, tellFailure } from '../state.ts';

/** The languages into which the open issue, or the interface, is translated. */
export function deskTargets(): readonly string[] {
  const { locales = [], source, issues = [] } = overview.value ?? {};
  const row = place.value.page === 'issue' ? issues.find((each) => each.slug === slug.value) : undefined;
  if (row === undefined) return locales.filter((locale) => locale !== source);
  return row.editions.map(({ locale }) => locale).filter((locale) => locale !== row.source);
}

/** The language of the translation. */
export function deskLocale(): string | undefined {
  const targets = deskTargets();
  return targets.find((locale) => locale === detail('locale')) ?? targets[0];
}

/** The API path of the open desk; undefined while none is open. */
export const deskAddress = computed(() => {
  const locale = deskLocale();
  const { page, tab } = place.value;
  if (locale === undefined) return undefined;
  if (page === 'texts') return path('api', 'texts', locale);
  if (page !== 'issue' || tab !== 'translate' || slug.value === undefined) return undefined;
  return path('api', 'desk', slug.value, locale);
});

const loaded = signal<{ readonly address: string; readonly view: Desk | undefined } | undefined>(undefined);

/** The open desk; undefined until it has been read, and when there is none. */
export const desk = computed(() =>
  loaded.value?.address === deskAddress.value ? loaded.value?.view : undefined,
);

/** Whether the server does not know this desk, because the issue was deleted or never existed. */
export const isGone = computed(
  () =>
    loaded.value !== undefined &&
    loaded.value.address === deskAddress.value &&
    loaded.value.view === undefined,
);

const desksInOrder = createInOrder();

/** Reads the open desk again. */
export async function loadDesk(): Promise<void> {
  const wanted = deskAddress.value;
  if (wanted === undefined) return;
  const found = await desksInOrder(getJsonIfThere<Desk>(wanted));
  if (found === undefined || wanted !== deskAddress.value) return;
  const { answer: view } = found;
  // While the source cannot be read, the desk keeps the parts that it has, with what is typed in them.
  const parts = (view?.isSourceBroken ? desk.value?.parts : undefined) ?? view?.parts ?? [];
  loaded.value = { address: wanted, view: view && { ...view, parts } };
}

/** Keeps the open desk up to date. */
effect(() => {
  stamp.value;
  if (deskAddress.value !== undefined) untracked(() => void loadDesk().catch(tellFailure));
});
