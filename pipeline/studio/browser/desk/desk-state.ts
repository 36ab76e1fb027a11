import { computed, effect, signal, untracked } from '@preact/signals-core';
import type { Desk, DeskPart, ShownProblem } from '../../protocol.ts';
import { getJson, path, postJson, RefusedError } from '../api.ts';
import { detail, place } from '../route.ts';
import { overview, slug, stamp, tell, tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';

type Words = NonNullable<DeskPart['translation']>;

/** Words that somebody typed and that are not in the file yet. */
export interface Unsaved {
  /** The desk that they belong to: they are kept while another one is open. */
  readonly address: string;
  readonly words: Words;
  /** The part as it was when the typing began: what the words were written against. */
  readonly part: DeskPart;
  readonly state: 'typing' | 'saving' | 'conflict' | 'refused';
  /** What stands in the file, where that is something else. */
  readonly disk?: Words | undefined;
  /** Why the words were refused. */
  readonly problems?: readonly ShownProblem[] | undefined;
}

/** The language that is translated into. */
export function deskLocale(): string | undefined {
  const { locales = [], source } = overview.value ?? {};
  const targets = locales.filter((locale) => locale !== source);
  return targets.find((locale) => locale === detail('locale')) ?? targets[0];
}

/** Where the open desk is asked; undefined while none is open. */
const address = computed(() => {
  const locale = deskLocale();
  const { page, tab } = place.value;
  if (locale === undefined) return undefined;
  if (page === 'texts') return path('api', 'texts', locale);
  if (page !== 'issue' || tab !== 'translate' || slug.value === undefined) return undefined;
  return path('api', 'desk', slug.value, locale);
});

const loaded = signal<{ readonly address: string; readonly view: Desk | undefined } | undefined>(undefined);

/** The open desk; undefined until it is read. */
export const desk = computed(() =>
  loaded.value?.address === address.value ? loaded.value?.view : undefined,
);

const unsaved = signal<ReadonlyMap<string, Unsaved>>(new Map());

const idOf = (of: string | undefined, key: string) => `${of} ${key}`;

/** What was typed into a part of the open desk and is not saved. */
export const unsavedOf = (key: string): Unsaved | undefined => unsaved.value.get(idOf(address.value, key));

async function loadDesk(): Promise<void> {
  const wanted = address.value;
  if (wanted === undefined) return;
  const view = await getJson<Desk>(wanted).catch((error: unknown) => {
    if (error instanceof RefusedError && error.status === 404) return undefined;
    throw error;
  });
  if (wanted === address.value) loaded.value = { address: wanted, view };
}

/** Keeps the desk up to date while it is open, and saves what was typed on the one before. */
effect(() => {
  stamp.value;
  const open = address.value;
  untracked(() => {
    for (const [id, entry] of unsaved.value) if (entry.address !== open) void saveEntry(id);
    if (open !== undefined) void loadDesk().catch(tellFailure);
  });
});

/** The browser asks before words are lost. */
window.addEventListener('beforeunload', (event) => {
  if (unsaved.value.size > 0) event.preventDefault();
});

function setUnsaved(id: string, entry: Unsaved | undefined): void {
  const next = new Map(unsaved.value);
  if (entry) next.set(id, entry);
  else next.delete(id);
  unsaved.value = next;
}

/** Somebody types: the words are kept here until they are saved. */
export function type(part: DeskPart, field: string, value: string | readonly string[]): void {
  if (address.value === undefined) return;
  const id = idOf(address.value, part.key);
  const before = unsaved.value.get(id);
  setUnsaved(id, {
    address: address.value,
    words: { ...(before?.words ?? part.translation ?? {}), [field]: value },
    part: before?.part ?? part,
    state: before?.state === 'conflict' ? 'conflict' : 'typing',
    disk: before?.disk,
  });
}

/** Takes back what was typed and not saved. */
export function forget(key: string): void {
  setUnsaved(idOf(address.value, key), undefined);
}

/** Puts what was typed into the file. Where the file says something else by now, both are shown and neither is lost. */
export const save = (key: string): Promise<void> => saveEntry(idOf(address.value, key));

async function saveEntry(id: string): Promise<void> {
  const entry = unsaved.value.get(id);
  if (entry === undefined || entry.state !== 'typing') return;
  const { part, words } = entry;
  const isSame = JSON.stringify(words) === JSON.stringify(part.translation ?? {});
  if (isSame) return setUnsaved(id, undefined);
  setUnsaved(id, { ...entry, state: 'saving' });
  await ask(id, entry, {
    action: 'save',
    part: part.key,
    seen: part.whole ?? {},
    base: part.translation ?? {},
    words: filled(part, words),
  });
}

/** Without what was left empty; a name that was taken out is the source's again. */
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

async function ask(id: string, entry: Unsaved, request: object): Promise<void> {
  try {
    await postJson(entry.address, request);
    // What was typed while it was being saved is not saved yet.
    if (unsaved.value.get(id)?.state === 'saving') setUnsaved(id, undefined);
    tell(t('saved'));
  } catch (error) {
    const status = error instanceof RefusedError ? error.status : undefined;
    const { current, problems } = ((error as RefusedError).body ?? {}) as {
      current?: Words;
      problems?: ShownProblem[];
    };
    if (status === 409) setUnsaved(id, { ...entry, state: 'conflict', disk: current ?? {} });
    else if (status === 422) setUnsaved(id, { ...entry, state: 'refused', problems });
    else {
      setUnsaved(id, { ...entry, state: 'typing' });
      return tellFailure(error);
    }
  }
  await loadDesk().catch(tellFailure);
}

/** A conflict is settled by a person: their words over what stands in the file, or the file's. */
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
