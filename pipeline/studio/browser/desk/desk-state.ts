import { computed, effect, signal, untracked } from '@preact/signals-core';
import type { Desk, DeskPart } from '../../protocol/desk.ts';
import type { ShownProblem } from '../../protocol/issues.ts';
import { getJson, path, postJson, RefusedError } from '../api.ts';
import { detail, place } from '../route.ts';
import { onReconnect, overview, slug, stamp, tell, tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';

type Words = NonNullable<DeskPart['translation']>;

/** Typed words that are not in the file yet. */
export interface Unsaved {
  /** The address of their desk. They are kept while another desk is open. */
  readonly address: string;
  readonly words: Words;
  /**
   * The part as it was in the file when these words last matched it. A save succeeds only if the file still
   * has this.
   */
  readonly part: DeskPart;
  readonly state: 'typing' | 'saving' | 'failed' | 'conflict' | 'refused';
  /** Whether the focus left the part during an earlier save. The part is then saved again afterwards. */
  readonly isAwaited?: boolean | undefined;
  /** Why the last save failed. It is shown until the words are in the file. */
  readonly failure?: string | undefined;
  /** The words in the file, if they differ. */
  readonly disk?: Words | undefined;
  /** The problems for which the words were refused. */
  readonly problems?: readonly ShownProblem[] | undefined;
}

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
const address = computed(() => {
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
  loaded.value?.address === address.value ? loaded.value?.view : undefined,
);

/** Whether the server does not know this desk, because the issue was deleted or never existed. */
export const isGone = computed(
  () =>
    loaded.value !== undefined && loaded.value.address === address.value && loaded.value.view === undefined,
);

/** The unsaved words of the open desk. */
export const unsavedHere = (): readonly Unsaved[] =>
  [...unsaved.value.values()].filter((entry) => entry.address === address.value);

const unsaved = signal<ReadonlyMap<string, Unsaved>>(new Map());

const idOf = (of: string | undefined, key: string) => `${of} ${key}`;

/** The unsaved words of a part of the open desk. */
export const unsavedOf = (key: string): Unsaved | undefined => unsaved.value.get(idOf(address.value, key));

/**
 * Counts requests, because answers may overtake each other and an earlier one must not replace a later one.
 */
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

/** Keeps the open desk up to date, and saves the words of the desk before it. */
effect(() => {
  stamp.value;
  const open = address.value;
  untracked(() => {
    for (const [id, entry] of unsaved.value)
      if (entry.address !== open && entry.state === 'typing') void saveEntry(id);
    if (open !== undefined) void loadDesk().catch(tellFailure);
  });
});

onReconnect(() => retryAll());

/** Makes the browser ask before it closes a page with unsaved words. */
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

/** Discards the unsaved words of a part. */
export function forget(key: string): void {
  setUnsaved(idOf(address.value, key), undefined);
}

/**
 * Saves a part after the focus has left it. It waits a moment, because redrawing the page while the focus
 * moves could move the field that receives it.
 */
export function leave(key: string): void {
  const id = idOf(address.value, key);
  setTimeout(() => void saveEntry(id));
}

/**
 * Writes the typed words into the file. If the file has changed in the meantime, the desk shows both
 * versions, so that neither is lost.
 */
export const save = (key: string): Promise<void> => saveEntry(idOf(address.value, key));

/** Retries failed saves when the studio answers again. */
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
  await loadDesk().catch(() => {}); // The mark beside the part, or the state of the connection, already shows the failure.
}

/** Sends the words of a part, and compares words that were typed during the request with the result. */
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
    // The file already has these words, because the answer to an earlier save was lost. This is not a
    // conflict.
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
    // The text that shows the failure adds its own full stop.
    failure: (error instanceof Error ? error.message : String(error)).replace(/\.$/, ''),
  });
}

const isSame = (a: Words, b: Words) =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (field) => JSON.stringify(a[field] ?? '') === JSON.stringify(b[field] ?? ''),
  );

/** The words without empty fields. A deleted name becomes the source's name again. */
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

/** Resolves a conflict in favour of the typed words or of the file. */
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

/** Sends any other request of the desk: accept, omit, undo, set the status. */
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
