import { html, nothing, type TemplateResult } from 'lit-html';
import type { LifeView } from '../../protocol/life.ts';
import { today } from '../days-of-month.ts';
import { hrefOf } from '../route.ts';
import { directionOf } from '../texts/direction-of.ts';
import { day, nameOf, t } from '../texts/t.ts';
import { problemLine } from '../views/problem-card.ts';
import { act, source } from './life-state.ts';
import { refusalOf } from './refusal-view.ts';
import { problemsOfSetting } from './setting-problems.ts';

/** The corrections of the issue with their translations, and its withdrawal. */
export function correctionsView(view: LifeView): TemplateResult {
  return html`<section class="card" aria-labelledby="life-corrections"><h2 id="life-corrections">${t('correctionsTitle')}</h2>
    ${view.corrections.length === 0 ? html`<p class="quiet">${t('noCorrections')}</p>` : html`<ol class="corrections">${view.corrections.map((each, at) => correction(each, at, view))}</ol>`}
    <details><summary>${t('addCorrection')}</summary>${datedForm(view, 'correct', t('correctionText'), t('addCorrection'))}</details>
    ${refusalOf('correct')}
    ${view.withdrawn === undefined ? html`<details><summary>${t('withdraw')}</summary><p class="life-note quiet">${t('withdrawNote')}</p>${datedForm(view, 'withdraw', t('withdrawText'), t('withdraw'))}</details>` : withdrawal(view.withdrawn, view)}
    ${refusalOf('withdraw')}</section>`;
}

function correction(
  { date, text, missing }: LifeView['corrections'][number],
  at: number,
  { slug }: LifeView,
): TemplateResult {
  const remove = () => {
    const label = t('writeStepRemoved', { part: t('part_correction') });
    if (window.confirm(t('removeCorrectionAsk')))
      void act('correct', { action: 'remove-correction', at, label });
  };
  const problems = source.value?.corrections[at]?.problems ?? [];
  return html`<li data-setting="corrections.${at}"><p><strong>${date === '' ? '' : day(date)}</strong> ${text}</p>
    <p class="correction-foot">${missing.map(
      (locale) =>
        html`<a class="chip missing" href=${hrefOf({ slug, tab: 'translate' }, { locale, part: `corrections.${at}` })}>${t('lacksIn', { language: nameOf(locale) })}</a>`,
    )}<button class="plain" aria-label="${t('takeOut')}: ${text}" @click=${remove}>${t('takeOut')}</button></p>${problems.map(problemLine)}</li>`;
}

function withdrawal({ date, text, withoutReason }: NonNullable<LifeView['withdrawn']>, { slug }: LifeView) {
  const undo = () => act('withdraw', { action: 'unwithdraw', label: t('stepUnwithdrawn') });
  return html`<div class="withdrawn" data-setting="withdrawn"><p><span class="chip broken">${t('withdrawnChip')}</span> ${date === undefined ? nothing : html`<strong>${day(date)}</strong>`} ${text ?? t('withoutReason')}</p>
    ${withoutReason.map((locale) => html`<a class="chip stale" href=${hrefOf({ slug, tab: 'translate' }, { locale })}>${t('noReasonIn', { language: nameOf(locale) })}</a>`)}
    <button class="button quiet-button" @click=${undo}>${t('unwithdraw')}</button>${problemsOfSetting('withdrawn')}</div>`;
}

/** A form with a date and a text in each language. Only the source needs one. */
function datedForm(
  { source, translations }: LifeView,
  action: 'correct' | 'withdraw',
  label: string,
  button: string,
): TemplateResult {
  const locales = [source, ...translations];
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const texts = Object.fromEntries(
      locales.map((locale) => [locale, String(data.get(`text-${locale}`) ?? '')]),
    );
    const step =
      action === 'correct' ? t('writeStepAdded', { part: t('part_correction') }) : t('stepWithdrawn');
    const done = await act(action, { action, date: String(data.get('date')), texts, label: step });
    if (done === undefined) return;
    form.reset();
    form.closest('details')?.removeAttribute('open');
  };
  return html`<form class="life-form" @submit=${send}>
    <label class="life-field"><span>${t('date')}</span><input name="date" type="date" required value=${today()}></label>
    ${locales.map(
      (
        locale,
      ) => html`<label class="life-field"><span>${label} ${locales.length > 1 ? html`<span class="quiet">(${nameOf(locale)}${locale === source ? nothing : html`, ${t('optional')}`})</span>` : nothing}</span>
      <textarea name="text-${locale}" rows="2" lang=${locale} dir=${directionOf(locale)} ?required=${locale === source && action === 'correct'}></textarea></label>`,
    )}
    <footer class="life-foot"><span class="spacer"></span><button class="button ${action === 'withdraw' ? 'danger' : ''}">${button}</button></footer></form>`;
}
