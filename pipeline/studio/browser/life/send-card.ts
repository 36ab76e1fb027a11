import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { SendPlanView } from '../../protocol/dispatch.ts';
import { path, postJson, RefusedError } from '../api.ts';
import { textOf } from '../preview/toolbar.ts';
import { refreshStandings, standingOf } from '../standings.ts';
import { overview, slug, tell } from '../state.ts';
import type { TextKey } from '../texts/english.ts';
import { number, t } from '../texts/t.ts';
import { commandLine } from '../views/command-line.ts';
import { planLines } from '../views/plan-lines.ts';
import { post, read, refuse } from './life-state.ts';
import { modal } from './modal.ts';
import { refusalOf } from './refusal-view.ts';

interface Confirming {
  readonly slug: string;
  /** Undefined while the server plans. */
  readonly plan: SendPlanView | undefined;
  /** The number that the person has typed. */
  readonly typed: string;
  readonly hasChanged: boolean;
  readonly isSending: boolean;
}

const confirming = signal<Confirming | undefined>(undefined);

/** The buttons that send the issue, hold its mail and release it; commands where the studio sends nothing. */
export function sendCard(name: string): TemplateResult {
  const maySend = overview.value?.maySend === true;
  const standing = standingOf(name)?.standing;
  const isHeld = standing?.kind === 'held' && standing.by === 'name';
  const cannotSend =
    standing?.kind === 'draft' || standing?.kind === 'withdrawn' || standing?.kind === 'held';
  return html`<section class="card send-card"><h2>${t('sendTitle')}</h2>
    ${standing?.kind === 'draft' ? html`<p class="quiet">${t('sendDraft')}</p>` : nothing}
    <div class="life-row">
      ${
        maySend
          ? html`<button class="button" ?disabled=${cannotSend} @click=${() => openConfirmation(name)}>${t('sendNow')}</button>`
          : nothing
      }
      ${
        isHeld
          ? maySend
            ? html`<button class="button quiet-button" @click=${() => hold(name, false)}>${t('release')}</button>`
            : nothing
          : html`<button class="button quiet-button" @click=${() => hold(name, true)}>${t('holdMail')}</button>`
      }
    </div>
    ${maySend ? nothing : html`<p class="quiet">${t('sendElsewhere')}</p>${commandLine(`npx courant send ${name}`)}${isHeld ? commandLine(`npx courant release ${name}`) : nothing}`}
    <p class="life-note quiet">${t(isHeld ? 'releaseNote' : 'holdNote')}</p>
    ${refusalOf('send')}${confirmation()}</section>`;
}

async function hold(name: string, isHeld: boolean): Promise<void> {
  const done = await post('send', path('api', 'hold', name), { isHeld });
  if (done !== undefined) refreshStandings();
}

async function openConfirmation(name: string, hasChanged = false): Promise<void> {
  confirming.value = { slug: name, plan: undefined, typed: '', hasChanged, isSending: false };
  const plan = await read<SendPlanView>('send', path('api', 'send', name));
  if (confirming.value?.slug !== name) return;
  confirming.value = plan && { ...confirming.value, plan };
}

function close(): void {
  confirming.value = undefined;
}

/** Names who would get the issue, and asks for that number before it goes to people. */
function confirmation(): TemplateResult | typeof nothing {
  const shown = confirming.value;
  if (shown === undefined || shown.slug !== slug.value) return nothing;
  const { plan, typed, hasChanged, isSending } = shown;
  const isConfirmed =
    plan !== undefined &&
    plan.total > 0 &&
    (!plan.reachesPeople || typed.replace(/\D/g, '') === String(plan.total));
  return modal({
    title: t('confirmTitle'),
    content: html`${hasChanged ? html`<p class="verdict bad" role="alert">${t('planChanged')}</p>` : nothing}
      <p class=${plan ? `verdict ${plan.reachesPeople ? 'bad' : 'good'}` : 'quiet'} role="status">${plan ? reach(plan) : t('planning')}</p>
      ${plan ? planned(plan, typed) : nothing}`,
    actions: html`<button class="button danger" ?disabled=${!isConfirmed || isSending} @click=${send}>${plan ? t(buttonText(plan), { count: number(plan.total) }) : t('sendNow')}</button>`,
    onClose: close,
  });
}

function buttonText({ reachesPeople, total }: SendPlanView): TextKey {
  if (reachesPeople) return total === 1 ? 'sendToPerson' : 'sendToPeople';
  return total === 1 ? 'writeOneToOutbox' : 'writeToOutbox';
}

/** Whom the messages reach, and how. */
function reach({ reachesPeople, total, transport }: SendPlanView): string {
  const values = { count: number(total), transport };
  if (reachesPeople) return t(total === 1 ? 'reachesPerson' : 'reachesPeople', values);
  return t(total === 1 ? 'reachesOutboxOne' : 'reachesOutbox', values);
}

function planned(plan: SendPlanView, typed: string): TemplateResult {
  const { reachesPeople, total, isSample } = plan;
  return html`${isSample ? html`<p class="quiet">${t('sampleReaders')}</p>` : nothing}
    ${planLines(plan.plan, plan.already > 0)}
    ${
      reachesPeople && total > 0
        ? html`<label class="life-field"><span>${t('typeCount', { count: total })}</span>
      <input name="count" inputmode="numeric" autocomplete="off" .value=${typed} @input=${type}></label>`
        : nothing
    }`;
}

function type(event: Event): void {
  if (confirming.value) confirming.value = { ...confirming.value, typed: textOf(event) };
}

async function send(): Promise<void> {
  const shown = confirming.value;
  if (shown?.plan === undefined || shown.isSending) return;
  confirming.value = { ...shown, isSending: true };
  try {
    await postJson(path('api', 'send', shown.slug), { fingerprint: shown.plan.fingerprint });
    close();
    tell(t('sendBegun'));
  } catch (error) {
    if (error instanceof RefusedError && error.status === 409) return openConfirmation(shown.slug, true);
    close();
    refuse('send', error);
  }
}
