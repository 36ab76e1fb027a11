import { computed, effect, untracked } from '@preact/signals-core';
import type { DeskPart } from '../../protocol/desk.ts';
import type { ShownProblem } from '../../protocol/issues.ts';
import { postJson, RefusedError } from '../api.ts';
import { wordsOfFailure } from '../failure-words.ts';
import { passingProblem, retryPause } from '../passing-problem.ts';
import { onReconnect, stamp, tell } from '../state.ts';
import { wordsOf } from '../texts/problem-words.ts';
import { t } from '../texts/t.ts';
import { desk, deskAddress, loadDesk } from './open-desk.ts';
import {
  allUnsaved,
  forget,
  idOf,
  setUnsaved,
  type Unsaved,
  unsavedOf,
  type Words,
} from './unsaved-words.ts';

/**
 * Writes the typed words into the file. If the file has changed in the meantime, the desk shows both
 * versions, so that neither is lost.
 */
export const save = (key: string): Promise<void> => saveEntry(idOf(key));

/**
 * Saves a part after the focus has left it. It waits a moment, because redrawing the page while the focus
 * moves could move the field that receives it.
 */
export function leave(key: string): void {
  const id = idOf(key);
  setTimeout(() => void saveEntry(id));
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
  setUnsaved(idOf(key, entry.address), {
    ...entry,
    part: { ...now, translation: entry.disk ?? {} },
    state: 'typing',
    disk: undefined,
    failure: undefined,
  });
  void save(key);
}

/** Saves the words of a desk when another one opens. */
effect(() => {
  stamp.value;
  const open = deskAddress.value;
  untracked(() => {
    for (const [id, { address, state }] of allUnsaved())
      if (address !== open && state === 'typing') void saveEntry(id);
  });
});

function retryFailed(): void {
  for (const [id, { state }] of allUnsaved()) if (state === 'failed') void saveEntry(id);
}

/** Retries failed saves when the studio answers again. */
onReconnect(retryFailed);

const isReadable = computed(() => desk.value && !desk.value.isBroken && !desk.value.isSourceBroken);

/** Retries them when somebody has mended the file or its source, too. */
effect(() => {
  if (isReadable.value) untracked(retryFailed);
});

/** A conflict ends when the file has the former words again: another program had changed them only for a while. */
effect(() => {
  if (desk.value === undefined || !isReadable.value) return;
  untracked(() => {
    for (const [id, entry] of allUnsaved())
      if (entry.state === 'conflict' && isAsBefore(entry)) retry(id, entry);
  });
});

/** Whether the open desk shows a part as it was when somebody typed these words. */
function isAsBefore({ address, part }: Unsaved): boolean {
  const now = desk.value?.parts.find(({ key }) => key === part.key);
  if (now === undefined || address !== deskAddress.value) return false;
  return isSame(now.translation ?? {}, part.translation ?? {}) && isSame(now.whole ?? {}, part.whole ?? {});
}

function retry(id: string, entry: Unsaved): void {
  setUnsaved(id, { ...entry, state: 'typing', disk: undefined });
  void saveEntry(id);
}

/** Why the translation on the open desk takes no words: another program has emptied it. A new one may be empty. */
function emptied(address: string): ShownProblem | undefined {
  const { slug, isBroken, problems } = desk.value ?? {};
  if (address !== deskAddress.value || slug === undefined || !isBroken) return undefined;
  return problems?.find(({ code }) => code === 'file-empty');
}

async function saveEntry(id: string): Promise<void> {
  const entry = allUnsaved().get(id);
  if (entry?.state === 'saving') return setUnsaved(id, { ...entry, isAwaited: true });
  if (entry === undefined || (entry.state !== 'typing' && entry.state !== 'failed')) return;
  const { part, words } = entry;
  if (isSame(words, part.translation ?? {})) return setUnsaved(id, undefined);
  const problem = emptied(entry.address);
  if (problem) return failed(id, entry, wordsOf(problem).message);
  setUnsaved(id, { ...entry, state: 'saving', isAwaited: false });
  await send(id, entry.address, part, words);
}

/** Sends the words of a part, and compares words that were typed during the request with the result. */
async function send(id: string, target: string, part: DeskPart, words: Words): Promise<void> {
  const sent = filled(part, words);
  const shown = { seen: part.whole ?? {}, base: part.translation ?? {} };
  try {
    await postJson(target, { action: 'save', part: part.key, ...shown, words: sent });
  } catch (error) {
    await notSaved(id, sent, error);
    return readAgain();
  }
  // The field shows these words until the desk has them, because somebody may type in it at any moment.
  await readAgain();
  const now = allUnsaved().get(id);
  if (now === undefined) return;
  if (isSame(now.words, words)) {
    setUnsaved(id, undefined);
    return tell(t('saved'));
  }
  const saved = { ...part, translation: { ...part.translation, ...sent } };
  setUnsaved(id, { ...now, part: saved, state: 'typing', failure: undefined });
  if (now.isAwaited) await saveEntry(id);
}

/** The mark beside the part, or the state of the connection, already shows why this fails. */
const readAgain = () => loadDesk().catch(() => {});

async function notSaved(id: string, sent: Words, error: unknown): Promise<void> {
  const now = allUnsaved().get(id);
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
  const passing = passingProblem(problems);
  if (status === 422 && !passing) return setUnsaved(id, { ...now, state: 'refused', problems });
  const [{ message }] = passing ? [wordsOf(passing)] : wordsOfFailure(error);
  failed(id, now, status === 404 ? t('fileGone') : message);
}

/** The words are sent again after a pause. */
function failed(id: string, entry: Unsaved, failure: string): void {
  setUnsaved(id, { ...entry, state: 'failed', failure });
  setTimeout(() => {
    if (allUnsaved().get(id)?.state === 'failed') void saveEntry(id);
  }, retryPause);
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
