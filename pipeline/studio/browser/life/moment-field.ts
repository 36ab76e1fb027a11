import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { ComingSend } from '../../../schedule/coming-sends.ts';
import type { LifeView, MomentView } from '../../protocol/life.ts';
import { daysOf, isDay, today, weekdayOf } from '../days-of-month.ts';
import { textOf } from '../preview/toolbar.ts';
import { standings } from '../standings.ts';
import { clockIn, day as dayText, monthName, t, weekdayName } from '../texts/t.ts';
import { headText, read, refusal, saveHead } from './life-state.ts';
import { problemIds, problemsOfSetting } from './setting-problems.ts';

/** The month that the calendar shows, as year-month; empty for that of the moment. */
const shownMonth = signal('');
const isOpen = signal(false);

/** When the issue is sent: by the schedule, at a moment of its own, or only by name. */
export function momentField(view: LifeView): TemplateResult {
  const { timeZone, at } = view.choices;
  const inFile = headText('sendAt');
  const [date = '', time = ''] = inFile.split(/[T ]/);
  const own = inFile !== '';
  const usual =
    at === undefined ? t('sendByName') : t('sendBySchedule', { date: dayIn(headText('date')), time: at });
  const moment = isDay(date)
    ? t('sendOwn', { date: dayText(date), time: time.slice(0, 5) || '00:00' })
    : inFile;
  const shown = own ? moment : usual;
  const opensAt = [date, headText('date')].find(isDay) ?? today();
  return html`<div class="life-field moment" data-setting="sendAt"><span id="moment-label">${t('momentLabel')}</span>
    <div class="moment-row"><button class="moment-open" type="button" aria-labelledby="moment-label moment-value" aria-describedby=${problemIds('sendAt')} aria-expanded=${isOpen.value ? 'true' : 'false'} aria-controls="moment-calendar" @click=${toggle}><span id="moment-value">${shown}</span></button>
      ${own ? html`<button class="button quiet-button" @click=${() => saveHead('sendAt', null)}>${t(at === undefined ? 'noMoment' : 'bySchedule')}</button>` : nothing}</div>
    <p class="life-note quiet">${t('calendarTimes', { zone: timeZone })}</p>
    ${isOpen.value ? picker(view, opensAt, time.slice(0, 5) || (at ?? '08:00')) : nothing}
    ${problemsOfSetting('sendAt')}</div>`;
}

/** A day; what the file has in its place if it is none. */
const dayIn = (date: string) => (isDay(date) ? dayText(date) : date);

function toggle(): void {
  isOpen.value = !isOpen.value;
  shownMonth.value = '';
}

function picker(view: LifeView, date: string, time: string): TemplateResult {
  const month = shownMonth.value || date.slice(0, 7);
  const days = daysOf(month);
  const sends = Map.groupBy(standings.value?.coming ?? [], (send) => send.day);
  const { timeZone } = view.choices;
  return html`<div id="moment-calendar" class="picker" role="group" aria-label=${t('momentLabel')}>
    <header><button class="plain" aria-label=${t('monthBefore')} @click=${() => showMonth(month, -1)}>\u2039</button>
      <strong aria-live="polite">${monthName(`${month}-01`)}</strong>
      <button class="plain" aria-label=${t('monthAfter')} @click=${() => showMonth(month, 1)}>\u203a</button>
      <span class="spacer"></span>
      <label class="life-time"><span>${t('time')}</span><input type="time" name="time" required .value=${time} @change=${(event: Event) => choose(date, textOf(event))}></label></header>
    <div class="picker-days">${days.slice(0, 7).map((_, at) => html`<span class="quiet" aria-hidden="true">${weekdayName(at + 1)}</span>`)}
      ${days.map((day, at) => dayButton({ day, isFirst: at === 0, isChosen: day === date, time, sends: (sends.get(day) ?? []).filter(({ issue }) => issue !== view.slug), timeZone }))}</div>
    <p class="picker-key quiet"><span class="picker-mark open"></span>${t('freeDay')} <span class="picker-mark taken"></span>${t('takenDay')}</p>
  </div>`;
}

interface PickerDay {
  readonly day: string;
  readonly isFirst: boolean;
  readonly isChosen: boolean;
  readonly time: string;
  /** What else is planned on this day, and whether the schedule expects an issue. */
  readonly sends: readonly ComingSend[];
  readonly timeZone: string;
}

function dayButton({ day, isFirst, isChosen, time, sends, timeZone }: PickerDay): TemplateResult {
  const planned = sends.filter(({ issue }) => issue !== undefined);
  const kind = planned.length > 0 ? 'taken' : sends.length > 0 ? 'open' : '';
  const others = planned.map(({ moment, headline }) => `${clockIn(timeZone, moment)} ${headline}`).join(', ');
  const note = planned.length > 0 ? others : kind === 'open' ? t('freeDay') : '';
  const label = note === '' ? dayText(day) : `${dayText(day)}: ${note}`;
  return html`<button class="picker-day ${kind} ${isFirst ? `starts-${weekdayOf(day)}` : ''}" aria-label=${label} title=${note || nothing}
    aria-pressed=${isChosen ? 'true' : 'false'} @click=${() => choose(day, typedTime() || time)}>${Number(day.slice(8))}</button>`;
}

/** The time in the field, which may not be saved yet. */
const typedTime = () => document.querySelector<HTMLInputElement>('#moment-calendar [name=time]')?.value ?? '';

/** How many moments have been chosen. */
let choices = 0;

/** Saves a moment, unless clocks in the publication's time zone skip it. */
async function choose(date: string, time: string): Promise<void> {
  if (date === '' || time === '') return;
  const query = new URLSearchParams({ date, time });
  const turn = ++choices;
  const found = await read<MomentView>('sendAt', `/api/moment?${query}`);
  // Somebody may have chosen another moment in the meantime.
  if (found === undefined || turn !== choices) return;
  if (found.skippedTo !== undefined) {
    const message = t('skippedTime', { time, date: dayText(date) });
    refusal.value = {
      form: 'sendAt',
      reasons: [{ message, hint: t('skippedHint', { time: found.skippedTo }) }],
    };
    return;
  }
  await saveHead('sendAt', `${date}T${time}`);
}

function showMonth(month: string, by: number): void {
  const [year = 0, number = 0] = month.split('-').map(Number);
  shownMonth.value = new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
