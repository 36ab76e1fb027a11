import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { IssueDetail } from '../../protocol/issues.ts';
import type { ReaderRow } from '../../protocol/mail.ts';
import { postJson } from '../api.ts';
import { sampleReaders } from '../preview/sample-readers.ts';
import { textOf } from '../preview/toolbar.ts';
import { detail } from '../route.ts';
import { overview, tell, tellFailure } from '../state.ts';
import { nameOf, t } from '../texts/t.ts';
import { chosen, readerSearch } from './reader-search.ts';

/** The recipient of the test: a sample reader, by index, or a subscriber. */
const as = signal('0');
const subscriber = 'subscriber';

/** The form that sends one edition to one address, as a subscriber or a sample reader would get it. */
export function testForm(open: IssueDetail): TemplateResult {
  const canSend = overview.value?.canSend === true;
  return html`<section class="card"><h2>${t('sendTest')}</h2>
    ${canSend ? form(open) : html`<p class="quiet">${t('testNoSmtp')}</p>`}</section>`;
}

function form(open: IssueDetail): TemplateResult {
  const isSubscriber = as.value === subscriber;
  const samples = sampleReaders().map(([, text], at) => [String(at), text] as const);
  const options = [...samples, [subscriber, t('readerSubscriber')] as const];
  return html`<form class="test" @submit=${(event: SubmitEvent) => sendTest(event, open)}>
      <label>${t('testAddress')}<input name="address" type="email" required autocomplete="email"></label>
      <label>${t('testAs')}<select name="as" @change=${(event: Event) => chooseAs(textOf(event))}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === as.value}>${text}</option>`)}</select></label>
      ${isSubscriber ? readerSearch(open.slug) : languageField(open)}
      <button class="button">${t('testSend')}</button></form>
    ${isSubscriber ? html`<p class="standing" role="status">${gets(readerFor(open))}</p>` : nothing}
    <p class="quiet test-links">${t('testLinks')}</p>`;
}

function languageField({ editions }: IssueDetail): TemplateResult {
  return html`<label>${t('language')}<select name="locale">
    ${editions.map(({ locale }) => html`<option value=${locale} ?selected=${locale === detail('locale')}>${nameOf(locale)}</option>`)}</select></label>`;
}

function chooseAs(value: string): void {
  as.value = value;
}

const readerFor = ({ slug }: IssueDetail) => (chosen.value?.slug === slug ? chosen.value.reader : undefined);

/** Tells which edition the subscriber gets, and which language they chose. */
function gets(reader: ReaderRow | undefined): string {
  if (reader === undefined) return t('chooseReader');
  const { name, address, asked, edition } = reader;
  const values = { name: name ?? address, edition: nameOf(edition) };
  if (asked === undefined) return t('readerAskedNothing', values);
  return t('readerAsked', { ...values, language: nameOf(asked) });
}

async function sendTest(event: SubmitEvent, open: IssueDetail): Promise<void> {
  event.preventDefault();
  const data = new FormData(event.target as HTMLFormElement);
  const chosenReader = readerFor(open);
  if (as.value === subscriber && chosenReader === undefined) return tell(t('chooseReader'));
  const reader =
    as.value === subscriber
      ? { subscriber: chosenReader?.subscriber }
      : { locale: data.get('locale'), name: sampleReaders()[Number(as.value)]?.[0] ?? '' };
  try {
    const request = { slug: open.slug, address: data.get('address'), reader };
    const { message } = await postJson<{ message: string }>('/api/test', request);
    tell(t('testSent', { reply: message }));
  } catch (error) {
    tellFailure(error);
  }
}
