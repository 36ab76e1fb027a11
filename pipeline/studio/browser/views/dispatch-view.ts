import { effect, signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { DispatchDetail, DispatchView, IssueDetail, PlanLine } from '../../protocol.ts';
import { getJson, path, postJson } from '../api.ts';
import { detail, place } from '../route.ts';
import { mailStamp, overview, slug, stamp, tell, tellFailure } from '../state.ts';
import { day, nameOf, number, t } from '../texts/t.ts';
import { bars, columns } from './charts.ts';

/** The names of subscribers, to try a test as. */
const readers = signal<readonly string[]>([]);
const view = signal<(DispatchView & { slug: string }) | undefined>(undefined);

/** How often a dispatch under way is looked at, in ms. */
const interval = 1000;

async function load(): Promise<void> {
  const wanted = slug.value;
  if (wanted === undefined) return;
  const found = await getJson<DispatchView>(path('api', 'dispatch', wanted));
  if (wanted === slug.value) view.value = { ...found, slug: wanted };
}

effect(() => {
  stamp.value;
  mailStamp.value;
  if (place.value.tab !== 'dispatch' || slug.value === undefined) return;
  void load().catch(tellFailure);
  getJson<string[]>('/api/readers').then((names) => {
    readers.value = names;
  }, tellFailure);
});

setInterval(() => {
  const isMoving = view.value?.dispatches.some(isUnderWay) === true;
  if (isMoving && place.value.tab === 'dispatch' && !document.hidden) void load().catch(tellFailure);
}, interval);

function isUnderWay({ counts, state }: DispatchDetail): boolean {
  return state !== 'cancelled' && counts.planned + counts.claimed + counts.sending + counts.deferred > 0;
}

/** Who gets what, how far it is, and what became of it. */
export function dispatchView(open: IssueDetail): TemplateResult {
  const found = view.value?.slug === open.slug ? view.value : undefined;
  if (found === undefined) return html`<p class="empty">${t('reading')}</p>`;
  return html`<div class="page dispatch">
    ${planView(found)}
    ${found.dispatches.length === 0 ? html`<p class="quiet">${t('noDispatch')}</p>` : found.dispatches.map(dispatchCard)}
    ${testForm(open)}
  </div>`;
}

function planView({ plan, refused }: DispatchView): TemplateResult {
  return html`<section class="card"><h2>${t('plan')}</h2>
    ${refused ? html`<p class="warn">${t('refusedBy', { reason: refused })}</p>` : nothing}
    ${plan.length > 0 && plan.every(({ recipients }) => recipients === 0) && !refused ? html`<p class="quiet">${t('noPlan')}</p>` : nothing}
    <ul class="plan">${plan.map(planLine)}</ul></section>`;
}

function planLine({ locale, state, recipients, exact, lookup, fallback }: PlanLine): TemplateResult {
  const why = [
    exact > 0 && t('reasonExact', { count: number(exact) }),
    lookup > 0 && t('reasonLookup', { count: number(lookup) }),
    fallback > 0 && t('reasonDefault', { count: number(fallback) }),
  ].filter(Boolean);
  const stands =
    state === 'missing'
      ? t('waitsFor')
      : state === 'planned'
        ? t('plannedBefore')
        : t('readers', { count: number(recipients) });
  return html`<li><strong>${nameOf(locale)}</strong> <span>${stands}</span> <span class="quiet">${why.join(', ')}</span></li>`;
}

function dispatchCard(each: DispatchDetail): TemplateResult {
  const settled =
    each.total - each.counts.planned - each.counts.claimed - each.counts.sending - each.counts.deferred;
  const states = Object.entries(each.counts).filter(([, count]) => count > 0);
  return html`<section class="card">
    <header class="card-head"><h2>${t(each.transport === 'smtp' ? 'dispatchSmtp' : 'dispatchOutbox', { date: day(each.createdAt, true) })}</h2>
      ${each.revision > 1 ? html`<span class="chip note">${t('correctionNumber', { number: each.revision - 1 })}</span>` : nothing}
      ${each.state === 'active' ? nothing : html`<span class="chip stale">${t(each.state)}</span>`}
      <span class="spacer"></span>
      ${isUnderWay(each) ? html`<span class="quiet">${t('perSecond', { count: number(each.perSecond) })}</span>` : nothing}
      ${isUnderWay(each) ? html`<button class="button" @click=${() => setState(each)}>${t(each.state === 'paused' ? 'resume' : 'pause')}</button>` : nothing}</header>
    ${each.reason ? html`<p class="warn">${each.reason}</p>` : nothing}
    <label class="progress"><progress max=${each.total} value=${settled} aria-label=${t('progress', { done: settled, total: each.total })}></progress><span>${t('progress', { done: number(settled), total: number(each.total) })}</span></label>
    <div class="charts">
      ${bars(
        t('byState'),
        states.map(([name, count]) => ({ name, count, kind: name })),
      )}
      ${bars(
        t('editions'),
        each.editions.map(({ locale, count }) => ({ name: nameOf(locale), count })),
      )}
      ${columns(t('overTime'), each.overTime)}
      ${bars(
        t('byDomain'),
        each.domains.map(({ domain, count, accepted }) => ({ name: domain, count, part: accepted })),
      )}
    </div>
    ${
      each.named.length > 0
        ? html`<table class="named"><tbody>${each.named.map(({ state, address, reason }) => html`<tr><td><span class="chip ${state === 'uncertain' ? 'stale' : 'broken'}">${state}</span></td><td>${address}</td><td class="quiet">${reason}</td></tr>`)}</tbody></table>`
        : nothing
    }
  </section>`;
}

async function setState({ dispatch, state }: DispatchDetail): Promise<void> {
  const next = state === 'paused' ? 'active' : 'paused';
  await postJson(path('api', 'dispatch', String(dispatch), 'state'), { state: next }).catch(tellFailure);
  await load().catch(tellFailure);
}

/** One edition to one address, as a reader whose name is hard to set if one likes. */
function testForm(open: IssueDetail): TemplateResult {
  const canSend = overview.value?.canSend === true;
  return html`<section class="card"><h2>${t('sendTest')}</h2>
    ${
      canSend
        ? html`<form class="test" @submit=${(event: SubmitEvent) => sendTest(event, open)}>
      <label>${t('testAddress')}<input name="address" type="email" required autocomplete="email"></label>
      <label>${t('language')}<select name="locale">${open.editions.map(({ locale }) => html`<option value=${locale} ?selected=${locale === detail('locale')}>${nameOf(locale)}</option>`)}</select></label>
      <label>${t('reader')}<input name="name" list="names"></label>
      <datalist id="names">${readers.value.map((name) => html`<option value=${name}></option>`)}<option value="Wilhelmina Frederica Antoinette van der Hoeven-Schimmelpenninck van Oosterhout"></option><option value="\u0644\u064a\u0644\u0649"></option></datalist>
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
