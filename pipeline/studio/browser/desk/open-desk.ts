import { computed, effect, signal, untracked } from '@preact/signals-core';
import type { Desk, DeskPart } from '../../protocol/desk.ts';
import { path } from '../api.ts';
import { createInOrder } from '../in-order.ts';
import { readSettled } from '../read-settled.ts';
import { detail, place } from '../route.ts';
import { overview, slug, stamp, tellFailure } from '../state.ts';

/** The languages into which the open issue, or the interface, is translated. */
export function deskTargets(): readonly string[] {
  const { locales = [], source, issues = [] } = overview.value ?? {};
  const row = place.value.page === 'issue' ? issues.find((each) => each.slug === slug.value) : undefined;
  if (row === undefined) return locales.filter((locale) => locale !== source);
  return row.editions.map(({ locale }) => locale).filter((locale) => locale !== (row.source || source));
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

interface Loaded {
  readonly address: string;
  readonly view: Desk | undefined;
  /** Whether a file cannot be read: `kept` if the desk has the parts that it had, `locked` if it never had them. */
  readonly unreadable?: 'kept' | 'locked' | undefined;
}

const loaded = signal<Loaded | undefined>(undefined);

/** What was loaded of the open desk; undefined until it has been. */
const open = computed(() => (loaded.value?.address === deskAddress.value ? loaded.value : undefined));

/** The open desk; undefined until it has been read, and when there is none. */
export const desk = computed(() => open.value?.view);

/** Whether a file of the open desk cannot be read. If the desk was opened before, it keeps its parts. */
export const unreadable = (): Loaded['unreadable'] => open.value?.unreadable;

/** Whether the server does not know this desk, because the issue was deleted or never existed. */
export const isGone = computed(() => open.value !== undefined && open.value.view === undefined);

const desksInOrder = createInOrder();

/** Reads the open desk again. `isOwn` says that this page may have removed the file itself. */
export async function loadDesk(isOwn = false): Promise<void> {
  const wanted = deskAddress.value;
  if (wanted === undefined) return;
  const before = () => (unreadable() === 'locked' && desk.value?.slug !== undefined ? undefined : desk.value);
  const isDoubtful = (view: Desk | undefined) =>
    unreadable() === undefined && (view === undefined || isUnreadable(view, before(), isOwn));
  const found = await desksInOrder(readSettled<Desk>(wanted, isDoubtful));
  if (found === undefined || wanted !== deskAddress.value) return;
  const { answer: view } = found;
  const isSound = view === undefined || !isUnreadable(view, before(), isOwn);
  loaded.value = { address: wanted, ...(isSound ? { view } : keepParts(view, before())) };
}

/** Whether a file is broken or empty, or is gone with the words that the desk shows. */
function isUnreadable(view: Desk, before: Desk | undefined, isOwn: boolean): boolean {
  const isGone = !isOwn && view.slug !== undefined && hasWords(before) && !hasWords(view);
  return view.isBroken || view.isSourceBroken || isGone;
}

const hasWords = (view: Desk | undefined) => view?.parts.some(({ translation }) => translation) ?? false;

/** What the desk shows while a file cannot be read: the parts that it has, with what is typed in them. */
function keepParts(view: Desk, before: Desk | undefined): Pick<Loaded, 'view' | 'unreadable'> {
  if (before === undefined) return { view, unreadable: 'locked' };
  const parts = keptParts(view, before);
  return { view: { ...view, isBroken: !view.isSourceBroken, parts }, unreadable: 'kept' };
}

/** The parts of an issue are in one file, and the interface texts in one for each namespace. */
function keptParts(view: Desk, before: Desk): readonly DeskPart[] {
  if (view.slug !== undefined) return before.parts;
  const now = Map.groupBy(view.parts, ({ kind }) => kind);
  const kept = Map.groupBy(before.parts, ({ kind }) => kind);
  return [...new Map([...kept, ...now]).values()].flat();
}

/** Keeps the open desk up to date. */
effect(() => {
  stamp.value;
  if (deskAddress.value !== undefined) untracked(() => void loadDesk().catch(tellFailure));
});
