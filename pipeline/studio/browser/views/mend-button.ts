import { html, nothing, type TemplateResult } from 'lit-html';
import type { ShownProblem } from '../../protocol/issues.ts';
import { path, postJson, RefusedError } from '../api.ts';
import { slug, tell, tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';

/** A button that mends a problem, if it can be mended automatically. */
export function mendButton(problem: ShownProblem): TemplateResult | typeof nothing {
  const { mend, file } = problem;
  if (mend === undefined || file === undefined) return nothing;
  return html`<button class="button quiet-button" title=${t('mendTo', { text: mend.text })} @click=${() => request(problem, file)}>${t('mend')}</button>`;
}

async function request({ code, mend }: ShownProblem, file: string): Promise<void> {
  const issue = slug.value;
  if (issue === undefined) return;
  const address = path('api', 'mend', issue);
  if (!(await post(address, { action: 'mend', code, file, mend }))) return;
  const undo = async () => {
    if (await post(address, { action: 'undo', file })) tell(t('undone'));
  };
  tell(t('mended', { file: file.split('/').at(-1) ?? file }), () => void undo());
}

/** Sends the request. Returns false and shows the reason if it failed. */
async function post(address: string, body: object): Promise<boolean> {
  try {
    await postJson(address, body);
    return true;
  } catch (error) {
    if (error instanceof RefusedError && error.status === 409) tell(t('conflict'));
    else tellFailure(error);
    return false;
  }
}
