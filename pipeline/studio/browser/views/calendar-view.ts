import { html, nothing, type TemplateResult } from 'lit-html';
import type { ComingSend } from '../../../schedule/coming-sends.ts';
import { daysOf, weekdayOf } from '../days-of-month.ts';
import { hrefOf } from '../route.ts';
import { standings } from '../standings.ts';
import { isUnreadable } from '../state.ts';
import { clockIn, monthName, nameOf, t, weekdayName } from '../texts/t.ts';

/** The coming sends by month: a grid of days on a wide screen, a list of the days with a send on a small one. */
export function calendarView(): TemplateResult | typeof nothing {
  if (standings.value === undefined) return html`<p class="empty">${t('reading')}</p>`;
  const { coming, timeZone, localHour } = standings.value;
  if (isUnreadable()) return nothing;
  if (coming.length === 0) return html`<p class="empty">${t('calendarEmpty')}</p>`;
  const months = Map.groupBy(coming, ({ day }) => day.slice(0, 7));
  return html`<div class="page calendar">
    <p class="quiet">${t('calendarTimes', { zone: timeZone })}${localHour === undefined ? nothing : html` ${t('calendarLocal', { time: localHour })}`}</p>
    ${[...months].map(([month, sends]) => monthView(month, sends, timeZone))}
  </div>`;
}

function monthView(month: string, sends: readonly ComingSend[], timeZone: string): TemplateResult {
  const byDay = Map.groupBy(sends, ({ day }) => day);
  const days = daysOf(month);
  return html`<section><h2>${monthName(`${month}-01`)}</h2>
    <div class="weekdays" aria-hidden="true">${days.slice(0, 7).map((_, at) => html`<span>${weekdayName(at + 1)}</span>`)}</div>
    <ol class="days">${days.map((day, at) => dayView(day, at === 0, byDay.get(day) ?? [], timeZone))}</ol>
  </section>`;
}

function dayView(
  day: string,
  isFirst: boolean,
  sends: readonly ComingSend[],
  timeZone: string,
): TemplateResult {
  const weekday = weekdayOf(day);
  const place = isFirst ? `starts-${weekday}` : '';
  return html`<li class="day ${place} ${sends.length === 0 ? 'free' : ''}">
    <time datetime=${day}><span class="weekday">${weekdayName(weekday)} </span>${Number(day.slice(8))}</time>
    ${sends.map((send) => sendView(send, timeZone))}
  </li>`;
}

function sendView({ issue, headline, moment, state, missing }: ComingSend, timeZone: string): TemplateResult {
  const languages = state === 'missing-translation' ? missing.map(nameOf).join(', ') : '';
  const title =
    issue === undefined
      ? nothing
      : html`<a href=${hrefOf({ slug: issue, tab: 'dispatch' })}><bdi>${headline}</bdi></a>`;
  return html`<p class="send ${kindOf[state]}"><span class="quiet">${clockIn(timeZone, moment)}</span> ${title}
    <span class="send-state">${t(`coming_${state}`)}${languages === '' ? nothing : html`: ${languages}`}</span></p>`;
}

const kindOf = {
  ready: 'good',
  due: 'good',
  'under-way': 'good',
  'missing-translation': 'todo',
  draft: 'todo',
  held: 'todo',
  missed: 'bad',
  'late-edition': 'bad',
  expired: 'bad',
  expected: 'open',
} as const satisfies Record<ComingSend['state'], string>;
