import type { DeskPart } from '../../protocol/desk.ts';
import { path, postJson, RefusedError } from '../api.ts';
import { tell, tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';
import { desk, deskAddress, deskLocale, loadDesk } from './open-desk.ts';

/** Sends any request of the desk other than saving words: accept, omit, undo, set the status. */
export async function act(request: object): Promise<void> {
  const target = deskAddress.value;
  if (target === undefined) return;
  try {
    await postJson(target, request);
  } catch (error) {
    if (error instanceof RefusedError && error.status === 409) tell(t('conflict'));
    else tellFailure(error);
  }
  await loadDesk(true).catch(tellFailure);
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
