import { html, type TemplateResult } from 'lit-html';
import type { IssueDetail } from '../../protocol.ts';
import { postJson } from '../api.ts';
import { detail } from '../route.ts';
import { overview, tell, tellFailure } from '../state.ts';
import { nameOf, t } from '../texts/t.ts';

/** One edition to one address, as a reader whose name is hard to set if one likes. */
export function testForm(open: IssueDetail): TemplateResult {
  const canSend = overview.value?.canSend === true;
  return html`<section class="card"><h2>${t('sendTest')}</h2>
    ${
      canSend
        ? html`<form class="test" @submit=${(event: SubmitEvent) => sendTest(event, open)}>
      <label>${t('testAddress')}<input name="address" type="email" required autocomplete="email"></label>
      <label>${t('language')}<select name="locale">${open.editions.map(({ locale }) => html`<option value=${locale} ?selected=${locale === detail('locale')}>${nameOf(locale)}</option>`)}</select></label>
      <label>${t('reader')}<input name="name" list="names"></label>
      <datalist id="names"><option value="Wilhelmina Frederica Antoinette van der Hoeven-Schimmelpenninck van Oosterhout"></option><option value="\u0644\u064a\u0644\u0649"></option></datalist>
      <button class="button">${t('testSend')}</button></form>`
        : html`<p class="quiet">${t('testNoSmtp')}</p>`
    }</section>`;
}

async function sendTest(event: SubmitEvent, { slug: name }: IssueDetail): Promise<void> {
  event.preventDefault();
  const data = Object.fromEntries(new FormData(event.target as HTMLFormElement));
  try {
    const { message } = await postJson<{ message: string }>('/api/test', { slug: name, ...data });
    tell(t('testSent', { reply: message }));
  } catch (error) {
    tellFailure(error);
  }
}
