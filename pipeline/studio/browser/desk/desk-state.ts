import { batch, effect, signal, untracked } from '@preact/signals-core';
import type { Desk, DeskPart } from '../../protocol.ts';
import { getJson, path, postJson, RefusedError } from '../api.ts';
import { detail, place } from '../route.ts';
import { overview, slug, stamp, tell, tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';

type Words = NonNullable<DeskPart['translation']>;

/** Words that somebody typed and that are not in the file yet. */
export interface Unsaved {
  readonly words: Words;
  /** The part as it was when the typing began: what the words were written against. */
  readonly part: DeskPart;
  readonly state: 'typing' | 'saving' | 'conflict';
  /** What stands in the file, where that is something else. */
  readonly disk?: Words | undefined;
}

export const desk = signal<Desk | undefined>(undefined);
/** By the part's key. */
export const unsaved = signal<ReadonlyMap<string, Unsaved>>(new Map());

/** The language that is translated into. */
export function deskLocale(): string | undefined {
  const { locales = [], source } = overview.value ?? {};
  const targets = locales.filter((locale) => locale !== source);
  return targets.find((locale) => locale === detail('locale')) ?? targets[0];
}

const address = () => {
  const locale = deskLocale();
  return slug.value && locale ? path('api', 'desk', slug.value, locale) : undefined;
};

export async function loadDesk(): Promise<void> {
  const wanted = address();
  if (wanted === undefined) return;
  const found = await getJson<Desk>(wanted).catch((error: unknown) => {
    if (error instanceof RefusedError && error.status === 404) return undefined;
    throw error;
  });
  if (wanted === address()) desk.value = found;
}

/** Keeps the desk up to date while it is open. */
effect(() => {
  stamp.value;
  const isOpen = place.value.page === 'issue' && place.value.tab === 'translate';
  const wanted = address();
  if (!isOpen || wanted === undefined) return;
  untracked(() => {
    if (desk.value && wanted !== path('api', 'desk', desk.value.slug, desk.value.locale)) {
      batch(() => {
        desk.value = undefined;
        unsaved.value = new Map();
      });
    }
    void loadDesk().catch(tellFailure);
  });
});

function setUnsaved(key: string, entry: Unsaved | undefined): void {
  const next = new Map(unsaved.value);
  if (entry) next.set(key, entry);
  else next.delete(key);
  unsaved.value = next;
}

/** Somebody types: the words are kept here until they are saved. */
export function type(part: DeskPart, field: string, value: string | readonly string[]): void {
  const before = unsaved.value.get(part.key);
  const words = { ...(before?.words ?? part.translation ?? {}), [field]: value };
  setUnsaved(part.key, {
    words,
    part: before?.part ?? part,
    state: before?.state === 'conflict' ? 'conflict' : 'typing',
    disk: before?.disk,
  });
}

/** Puts what was typed into the file. Where the file says something else by now, both are shown and neither is lost. */
export async function save(key: string): Promise<void> {
  const entry = unsaved.value.get(key);
  if (entry === undefined || entry.state !== 'typing') return;
  const { part, words } = entry;
  if (JSON.stringify(words) === JSON.stringify(part.translation ?? {})) return setUnsaved(key, undefined);
  const filled = Object.fromEntries(
    Object.entries(words).filter(([field, text]) => text !== '' || part.translation?.[field] !== undefined),
  );
  setUnsaved(key, { ...entry, state: 'saving' });
  await ask(key, entry, {
    action: 'save',
    part: key,
    seen: part.whole ?? {},
    base: part.translation ?? {},
    words: filled,
  });
}

/** Saves all that was typed, before the page goes away. */
export function saveAll(): void {
  for (const key of unsaved.value.keys()) void save(key);
}

async function ask(key: string, entry: Unsaved, request: object): Promise<void> {
  const target = address();
  if (target === undefined) return;
  try {
    await postJson(target, request);
    // What was typed while it was being saved is not saved yet.
    if (unsaved.value.get(key)?.state === 'saving') setUnsaved(key, undefined);
    tell(t('saved'));
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 409) {
      setUnsaved(key, { ...entry, state: 'typing' });
      return tellFailure(error);
    }
    const { current } = error.body as { current?: Words };
    setUnsaved(key, { ...entry, state: 'conflict', disk: current ?? {} });
  }
  await loadDesk().catch(tellFailure);
}

/** A conflict is settled by a person: their words over what stands in the file, or the file's. */
export function settle(key: string, keeps: 'mine' | 'disk'): void {
  const entry = unsaved.value.get(key);
  if (entry === undefined) return;
  if (keeps === 'disk') {
    setUnsaved(key, undefined);
    return;
  }
  const now = desk.value?.parts.find((part) => part.key === key) ?? entry.part;
  setUnsaved(key, {
    ...entry,
    part: { ...now, translation: entry.disk ?? {} },
    state: 'typing',
    disk: undefined,
  });
  void save(key);
}

/** Anything else that the desk does: accept, omit, undo, set the status. */
export async function act(request: object): Promise<void> {
  const target = address();
  if (target === undefined) return;
  try {
    await postJson(target, request);
  } catch (error) {
    if (error instanceof RefusedError && error.status === 409) tell(t('conflict'));
    else tellFailure(error);
  }
  await loadDesk().catch(tellFailure);
}

/** Has a machine draft a part; it counts as nobody's word until it is accepted. */
export async function draft(part: DeskPart): Promise<void> {
  const words: Record<string, string | string[]> = {};
  try {
    for (const [field, text] of Object.entries(part.source ?? {})) {
      const texts = typeof text === 'string' ? [text] : text;
      const drafted: string[] = [];
      for (const each of texts) {
        drafted.push(
          (await postJson<{ text: string }>(path('api', 'draft', deskLocale() ?? ''), { text: each })).text,
        );
      }
      words[field] = typeof text === 'string' ? (drafted[0] ?? '') : drafted;
    }
  } catch (error) {
    return tellFailure(error);
  }
  await act({
    action: 'save',
    part: part.key,
    seen: part.whole ?? {},
    base: part.translation ?? {},
    words,
    machine: true,
  });
}
