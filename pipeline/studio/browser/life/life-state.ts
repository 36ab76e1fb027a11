import { effect, signal, untracked } from '@preact/signals-core';
import type { LifeView } from '../../protocol/life.ts';
import type { FieldInput, HeadField, WriteAnswer, WriteView } from '../../protocol/write.ts';
import { getJson, getJsonIfThere, path, postJson, RefusedError } from '../api.ts';
import { problemsIn, wordsOfFailure } from '../failure-words.ts';
import { createInOrder } from '../in-order.ts';
import { passingProblem, retryPause } from '../passing-problem.ts';
import { place } from '../route.ts';
import { dispatchStamp, onReconnect, slug, stamp, tell, tellFailure } from '../state.ts';
import type { ProblemWords } from '../texts/problem-texts.ts';
import { labelOfField } from '../texts/problem-words.ts';
import { t } from '../texts/t.ts';

/** The facts about the open issue; undefined until they have been read, and if the issue cannot be read. */
export const life = signal<LifeView | undefined>(undefined);
/** The source of the open issue with its settings. */
export const source = signal<WriteView | undefined>(undefined);
/** Why the last request of a form was refused. */
export const refusal = signal<
  { readonly form: string; readonly reasons: readonly ProblemWords[] } | undefined
>(undefined);

const inOrder = createInOrder();

/** Whether the page of settings is open. */
const isOpen = () => place.value.page === 'issue' && place.value.tab === 'settings';

async function load(wanted: string): Promise<void> {
  const both = Promise.all([
    getJsonIfThere<LifeView>(path('api', 'life', wanted)),
    getJsonIfThere<WriteView>(path('api', 'write', wanted)),
  ]);
  const found = await inOrder(both);
  if (found === undefined || wanted !== slug.value) return;
  [life.value, source.value] = found.answer;
}

/** Reads the facts about the open issue again. */
export async function loadLife(): Promise<void> {
  const wanted = slug.value;
  if (wanted !== undefined) await load(wanted).catch(tellFailure);
}

effect(() => {
  stamp.value;
  dispatchStamp.value;
  const wanted = slug.value;
  if (!isOpen() || wanted === undefined) return;
  untracked(() => {
    if (life.value?.slug !== wanted) {
      life.value = undefined;
      source.value = undefined;
      refusal.value = undefined;
    }
    void loadLife();
  });
});

export function headField(name: string): HeadField | undefined {
  return source.value?.head.find((field) => field.name === name);
}

/** The value of a setting as text; empty if it is not set. */
export function headText(name: string): string {
  const value = headField(name)?.value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The values of a setting that is a list. */
export function headList(name: string): readonly string[] {
  const value = headField(name)?.value;
  return Array.isArray(value) ? value.map(String) : [];
}

/** A setting as somebody wants it; null removes it. */
interface Wanted {
  readonly slug: string;
  readonly name: string;
  readonly value: FieldInput | null;
}

/** The settings that are not in the file yet, by issue and name. A later change of a setting replaces an earlier one. */
const unsaved = new Map<string, Wanted>();
const keyOf = ({ slug, name }: Wanted) => `${slug} ${name}`;

let saving: Promise<void> = Promise.resolve();

/** Saves a setting after all earlier ones, so that it does not conflict with them; null removes it. */
export function saveHead(name: string, value: FieldInput | null): Promise<void> {
  // The form may get another refusal while this is being saved.
  clear(name);
  if (slug.value === undefined) return saving;
  const wanted = { slug: slug.value, name, value };
  unsaved.set(keyOf(wanted), wanted);
  return saveInTurn(wanted);
}

function saveInTurn(wanted: Wanted): Promise<void> {
  saving = saving.then(() => save(wanted));
  return saving;
}

async function save(wanted: Wanted): Promise<void> {
  const key = keyOf(wanted);
  if (unsaved.get(key) !== wanted) return;
  let isPassing = false;
  try {
    if (await write(wanted)) tell(t('saved'));
    clear(wanted.name);
  } catch (error) {
    const refused = error instanceof RefusedError ? error : undefined;
    isPassing = refused === undefined || passingProblem(problemsIn(refused)) !== undefined;
    if (refused?.status === 409) tell(t('conflict'));
    else if (slug.value === wanted.slug) refuse(wanted.name, error);
    else tellFailure(error);
  }
  if (isPassing) setTimeout(() => void saveInTurn(wanted), retryPause);
  else if (unsaved.get(key) === wanted) unsaved.delete(key);
  await loadLife();
}

/** Writes a setting into the file. Returns false if the file has it already. */
async function write({ slug: of, name, value }: Wanted): Promise<boolean> {
  const address = path('api', 'write', of);
  // Another issue may have been opened while earlier settings were being saved.
  const view = source.value?.slug === of ? source.value : await getJson<WriteView>(address);
  const field = view.head.find((each) => each.name === name);
  if (field === undefined || (value === null && field.value === undefined)) return false;
  const head = { [name]: { seen: field.hash, value } };
  const label = t('writeStepChanged', { part: labelOfField(name) ?? name });
  const answer = await postJson<WriteAnswer>(address, { action: 'write', head, label });
  if (answer.kind !== 'refused' && source.value?.slug === of) source.value = answer.view;
  return true;
}

/** Retries failed saves when the studio answers again. */
onReconnect(() => {
  for (const wanted of unsaved.values()) void saveInTurn(wanted);
});

/** Makes the browser ask before it closes a page with settings that are not saved. */
window.addEventListener('beforeunload', (event) => {
  if (unsaved.size > 0) event.preventDefault();
});

/** Requests a change of the open issue. Returns the answer; undefined if it was refused, which the form shows. */
export async function act<Answer = object>(form: string, request: object): Promise<Answer | undefined> {
  const wanted = slug.value;
  return wanted === undefined ? undefined : post<Answer>(form, path('api', 'life', wanted), request);
}

/** Sends a request. If it is refused, the form of this name shows why. */
export async function post<Answer>(
  form: string,
  address: string,
  request: object,
): Promise<Answer | undefined> {
  try {
    const answer = await postJson<Answer>(address, request);
    clear(form);
    return answer;
  } catch (error) {
    refuse(form, error);
    return undefined;
  }
}

/** Reads data for a form. If the server refuses, the form of this name shows why. */
export async function read<Answer>(form: string, address: string): Promise<Answer | undefined> {
  try {
    const answer = await getJson<Answer>(address);
    clear(form);
    return answer;
  } catch (error) {
    refuse(form, error);
    return undefined;
  }
}

function clear(form: string): void {
  if (refusal.value?.form === form) refusal.value = undefined;
}

/** Shows in a form why its request was refused. */
export function refuse(form: string, error: unknown): void {
  if (!(error instanceof RefusedError)) {
    tellFailure(error);
    return;
  }
  refusal.value = { form, reasons: wordsOfFailure(error) };
}
