import { effect, signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { EditionFigures, IssueFigures } from '../../../report/report.ts';
import type { ReportView } from '../../protocol/report.ts';
import { getJson } from '../api.ts';
import { createInOrder } from '../in-order.ts';
import { hrefOf, place } from '../route.ts';
import { overview } from '../state.ts';
import { day, duration, language, nameOf, number, t } from '../texts/t.ts';

const report = signal<ReportView | undefined>(undefined);
const failure = signal('');
const inOrder = createInOrder();

// Requests the figures whenever the page is opened or its language changes, because pictures contain words.
effect(() => {
  if (place.value.page === 'report') void load();
});

async function load(): Promise<void> {
  const texts = { locale: language.value, readers: t('reportReaders'), left: t('reportLeft') };
  try {
    const found = await inOrder(getJson<ReportView>(`/api/report?${new URLSearchParams(texts)}`));
    if (found === undefined) return;
    report.value = found.answer;
    failure.value = '';
  } catch (error) {
    failure.value = (error as Error).message;
  }
}

/** The figures of the latest issues: pictures, and a table with a row for each language. */
export function reportView(): TemplateResult {
  if (failure.value !== '') return html`<p class="empty">${failure.value}</p>`;
  if (report.value === undefined) return html`<p class="empty">${t('reading')}</p>`;
  const { issues, pictures } = report.value;
  if (issues.length === 0) return html`<p class="empty">${t('reportEmpty')}</p>`;
  return html`<div class="page report">
    <p class="quiet">${t('reportNote')}</p>
    <div class="pictures">
      ${picture(pictures.readers, t('reportReaders'))}${picture(pictures.left, t('reportLeft'))}
    </div>
    <div class="wide" tabindex="0" role="region" aria-label=${t('report')}>
      <table>
        <thead><tr><th scope="col">${t('issues')}</th>${columns.map(({ title }) => html`<th scope="col" class="number">${t(title)}</th>`)}</tr></thead>
        ${issues.map(issueRows)}
      </table>
    </div>
  </div>`;
}

/** The table below has the same figures, so the picture needs no longer description. */
function picture(svg: string | undefined, title: string): TemplateResult | typeof nothing {
  if (svg === undefined) return nothing;
  return html`<img src="data:image/svg+xml,${encodeURIComponent(svg)}" alt=${title} width="400" height="300">`;
}

type Figures = IssueFigures | EditionFigures;

const columns = [
  {
    title: 'reportDelivered',
    show: ({ delivered, recipients }: Figures) => `${number(delivered)} / ${number(recipients)}`,
  },
  { title: 'reportBounced', show: ({ bounced, refused }: Figures) => number(bounced + refused) },
  { title: 'reportComplained', show: ({ complained }: Figures) => number(complained) },
  { title: 'reportLeft', show: ({ left }: Figures) => number(left) },
  { title: 'reportReplies', show: ({ replies }: Figures) => number(replies) },
  { title: 'reportNew', show: (figures: Figures) => ('newSince' in figures ? number(figures.newSince) : '') },
  {
    title: 'reportTime',
    show: ({ time }: Figures) => (time === undefined ? '' : duration(time.last / 1000)),
  },
] as const;

function issueRows(issue: IssueFigures): TemplateResult {
  const { issue: slug, revision, createdAt, editions } = issue;
  const row = overview.value?.issues.find((each) => each.slug === slug);
  const correction = revision > 1 ? ` (${t('reportCorrection')})` : '';
  const name = html`<a href=${hrefOf({ slug, tab: 'dispatch' })}><bdi>${row?.headline ?? slug}</bdi></a>${correction}
    <span class="quiet">${day(createdAt)}</span>`;
  return html`<tbody>
    <tr><th scope="rowgroup">${name}</th>${cells(issue)}</tr>
    ${editions.map((edition) => html`<tr class="edition"><th scope="row">${nameOf(edition.locale)}</th>${cells(edition)}</tr>`)}
  </tbody>`;
}

/** A phone shows each title beside its figure; see `views.css`. */
const cells = (figures: Figures) =>
  columns.map(({ title, show }) => html`<td class="number" data-title=${t(title)}>${show(figures)}</td>`);
