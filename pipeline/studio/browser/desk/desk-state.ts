import { computed, effect, signal, untracked } from '@preact/signals-core';
import type { Desk, DeskPart, ShownProblem } from '../../protocol.ts';
import { getJson, path, postJson, RefusedError } from '../api.ts';
import { detail, place } from '../route.ts';
import { onceBack, overview, slug, stamp, tell, tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';

type Words = NonNullable<DeskPart['translation']>;

/** Words that were typed and are not in the file yet. */
export interface Unsaved {
  /** The desk that they belong to. They are kept while another desk is open. */
  readonly address: string;
  readonly words: Words;
  /** The part as it was in the file when these words last matched it. A save is compared with this. */
  readonly part: DeskPart;
  readonly state: 'typing' | 'saving' | 'failed' | 'conflict' | 'refused';
  /** The part was left while an earlier save was still running: it is saved again afterwards. */
  readonly isAwaited?: boolean | undefined;
  /** Why the last save failed. The mark stays until the words are in the file. */
  readonly failure?: string | undefined;
  /** The words in the file, if they differ. */
  readonly disk?: Words | undefined;
  /** Why the words were refused. */
  readonly problems?: readonly ShownProblem[] | undefined;
}

/** The languages that the open issue is translated into; for the interface texts, those of the publication. */
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
const address = computed(() => {
  const locale = deskLocale();
  const { page, tab } = place.value;
  if (locale === undefined) return undefined;
  if (page === 'texts') return path('api', 'texts', locale);
  if (page !== 'issue' || tab !== 'translate' || slug.value === undefined) return undefined;
  return path('api', 'desk', slug.value, locale);
});

const loaded = signal<{ readonly address: string; readonly view: Desk | undefined } | undefined>(undefined);

/** The open desk; undefined until it is read, and where there is none. */
export const desk = computed(() =>
  loaded.value?.address === address.value ? loaded.value?.view : undefined,
);

/** Whether the server has no such desk: the issue was deleted or never existed. */
export const isGone = computed(
  () =>
    loaded.value !== undefined && loaded.value.address === address.value && loaded.value.view === undefined,
);

/** Words that were typed on the open desk and are not in its file. */
export const unsavedHere = (): readonly Unsaved[] =>
  [...unsaved.value.values()].filter((entry) => entry.address === address.value);

const unsaved = signal<ReadonlyMap<string, Unsaved>>(new Map());

const idOf = (of: string | undefined, key: string) => `${of} ${key}`;

/** Words that were typed into a part of the open desk and are not saved. */
export const unsavedOf = (key: string): Unsaved | undefined => unsaved.value.get(idOf(address.value, key));

/** Answers may overtake each other: one that was asked for earlier does not replace a later one. */
let asked = 0;
let answered = 0;

async function loadDesk(): Promise<void> {
  const wanted = address.value;
  if (wanted === undefined) return;
  const turn = ++asked;
  const view = await getJson<Desk>(wanted).catch((error: unknown) => {
    if (error instanceof RefusedError && error.status === 404) return undefined;
    throw error;
  });
  if (wanted !== address.value || turn < answered) return;
  answered = turn;
  loaded.value = { address: wanted, view };
}

/** Keeps the open desk up to date, and saves what was typed on the one before. */
effect(() => {
  stamp.value;
  const open = address.value;
  untracked(() => {
    for (const [id, entry] of unsaved.value)
      if (entry.address !== open && entry.state === 'typing') void saveEntry(id);
    if (open !== undefined) void loadDesk().catch(tellFailure);
  });
});

onceBack(() => retryAll());

/** Makes the browser ask before the page is closed with unsaved words. */
window.addEventListener('beforeunload', (event) => {
  if (unsaved.value.size > 0) event.preventDefault();
});

function setUnsaved(id: string, entry: Unsaved | undefined): void {
  const next = new Map(unsaved.value);
  if (entry) next.set(id, entry);
  else next.delete(id);
  unsaved.value = next;
}

/** Keeps typed words here until they are in the file. */
export function type(part: DeskPart, field: string, value: string | readonly string[]): void {
  if (address.value === undefined) return;
  const id = idOf(address.value, part.key);
  const before = unsaved.value.get(id);
  const state = before?.state === 'saving' || before?.state === 'conflict' ? before.state : 'typing';
  setUnsaved(id, {
    address: address.value,
    words: { ...(before?.words ?? part.translation ?? {}), [field]: value },
    part: before?.part ?? part,
    state,
    disk: before?.disk,
    failure: before?.failure,
  });
}

/** Discards what was typed and not saved. */
export function forget(key: string): void {
  setUnsaved(idOf(address.value, key), undefined);
}

/**
 * Saves a part after the focus has left it. It waits a moment: while the focus moves, no field has it, and redrawing
 * the page then could move the field that receives it next.
 */
export function leave(key: string): void {
  const id = idOf(address.value, key);
  setTimeout(() => void saveEntry(id));
}

/**
 * Writes what was typed into the file. If the file has changed meanwhile, both versions are shown and neither is
 * lost.
 */
export const save = (key: string): Promise<void> => saveEntry(idOf(address.value, key));

/** Tries again to save what failed, now that the studio answers. */
function retryAll(): void {
  for (const [id, { state }] of unsaved.value) if (state === 'failed') void saveEntry(id);
}

async function saveEntry(id: string): Promise<void> {
  const entry = unsaved.value.get(id);
  if (entry?.state === 'saving') return setUnsaved(id, { ...entry, isAwaited: true });
  if (entry === undefined || (entry.state !== 'typing' && entry.state !== 'failed')) return;
  const { part, words } = entry;
  if (isSame(words, part.translation ?? {})) return setUnsaved(id, undefined);
  setUnsaved(id, { ...entry, state: 'saving', isAwaited: false });
  await send(id, entry.address, part, words);
  await loadDesk().catch(() => {}); // The mark beside the part, or the state of the connection, shows the failure.
}

/** Sends words. Words that were typed during the request are then compared with the result. */
async function send(id: string, target: string, part: DeskPart, words: Words): Promise<void> {
  const sent = filled(part, words);
  const shown = { seen: part.whole ?? {}, base: part.translation ?? {} };
  try {
    await postJson(target, { action: 'save', part: part.key, ...shown, words: sent });
  } catch (error) {
    return notSaved(id, sent, error);
  }
  const now = unsaved.value.get(id);
  if (now === undefined) return;
  if (isSame(now.words, words)) {
    setUnsaved(id, undefined);
    return tell(t('saved'));
  }
  const saved = { ...part, translation: { ...part.translation, ...sent } };
  setUnsaved(id, { ...now, part: saved, state: 'typing', failure: undefined });
  if (now.isAwaited) await saveEntry(id);
}

async function notSaved(id: string, sent: Words, error: unknown): Promise<void> {
  const now = unsaved.value.get(id);
  if (now === undefined) return;
  const { status, body } = error instanceof RefusedError ? error : { status: undefined, body: {} };
  const { current, problems } = (body ?? {}) as { current?: Words; problems?: ShownProblem[] };
  if (status === 409) {
    // An earlier answer was lost on its way. The file has what was sent, so this is no conflict.
    if (current && isSame(current, { ...current, ...sent })) {
      setUnsaved(id, { ...now, part: { ...now.part, translation: current }, state: 'typing' });
      return saveEntry(id);
    }
    return setUnsaved(id, { ...now, state: 'conflict', disk: current ?? {} });
  }
  if (status === 422) return setUnsaved(id, { ...now, state: 'refused', problems });
  setUnsaved(id, {
    ...now,
    state: 'failed',
    // The sentence around it has its own full stop.
    failure: (error instanceof Error ? error.message : String(error)).replace(/\.$/, ''),
  });
}

const isSame = (a: Words, b: Words) =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (field) => JSON.stringify(a[field] ?? '') === JSON.stringify(b[field] ?? ''),
  );

/** Without empty fields. A name that was deleted is that of the source again. */
function filled({ names, whole, translation }: DeskPart, words: Words): Words {
  const written = Object.entries(words).filter(
    ([field, text]) => text !== '' || translation?.[field] !== undefined,
  );
  return Object.fromEntries(
    written.map(([field, text]) => {
      const source = names.includes(field) ? whole?.[field] : undefined;
      if (typeof text === 'string') return [field, text || (typeof source === 'string' ? source : '')];
      return [field, text.map((each, at) => each || (source?.[at] ?? ''))];
    }),
  );
}

/** Resolves a conflict with the person's own words or with those of the file. */
export function settle(key: string, keeps: 'mine' | 'disk'): void {
  const entry = unsavedOf(key);
  if (entry === undefined) return;
  if (keeps === 'disk') {
    forget(key);
    return;
  }
  const now = desk.value?.parts.find((part) => part.key === key) ?? entry.part;
  setUnsaved(idOf(entry.address, key), {
    ...entry,
    part: { ...now, translation: entry.disk ?? {} },
    state: 'typing',
    disk: undefined,
    failure: undefined,
  });
  void save(key);
}

/** Anything else that the desk does: accept, omit, undo, set the status. */
export async function act(request: object): Promise<void> {
  const target = address.value;
  if (target === undefined) return;
  try {
    await postJson(target, request);
  } catch (error) {
    if (error instanceof RefusedError && error.status === 409) tell(t('conflict'));
    else tellFailure(error);
  }
  await loadDesk().catch(tellFailure);
}

/** Requests a machine translation of a part. It counts as a draft until a person accepts it. */
export async function draft(part: DeskPart): Promise<void> {
  const words: Record<string, string | string[]> = {};
  const from = desk.value?.source;
  try {
    for (const [field, text] of Object.entries(part.source ?? {})) {
      const texts = typeof text === 'string' ? [text] : text;
      const drafted: string[] = [];
      for (const each of texts) {
        drafted.push(
          (await postJson<{ text: string }>(path('api', 'draft', deskLocale() ?? ''), { text: each, from }))
            .text,
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
