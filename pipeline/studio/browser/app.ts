import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type { IssueDetail, ShownProblem } from '../protocol/issues.ts';
import { announced } from './announce-page.ts';
import { besideTools, besideView } from './beside/beside-view.ts';
import { deskView } from './desk/desk-view.ts';
import { deskLocale } from './desk/open-desk.ts';
import { fitTabs } from './fit-tabs.ts';
import { helpDialog, showsHelp } from './help-dialog.ts';
import { newIssueView } from './life/new-issue-view.ts';
import { settingsView } from './life/settings-view.ts';
import { trashView } from './life/trash-view.ts';
import { presentPeople } from './presence/presence-mark.ts';
import { previewView } from './preview/preview-view.ts';
import { textOf } from './preview/toolbar.ts';
import { previewChoices } from './preview/view-choices.ts';
import { goTo, hrefOf, place, type Tab, tabs } from './route.ts';
import { rovingRow } from './roving.ts';
import {
  closeNotice,
  goneSlug,
  isConnected,
  isNoticeKept,
  issue,
  notice,
  overview,
  slug,
  undoNotice,
} from './state.ts';
import { counted, t } from './texts/t.ts';
import { versionDialog } from './versions/version-dialog.ts';
import { versionButton } from './versions/version-mark.ts';
import { calendarView } from './views/calendar-view.ts';
import { compareChoices, compareView } from './views/compare-view.ts';
import { dispatchView } from './views/dispatch-view.ts';
import { inboxView } from './views/inbox-view.ts';
import { problemCard, problemLine } from './views/problem-card.ts';
import { problemsView } from './views/problems-view.ts';
import { reportView } from './views/report-view.ts';
import { isMenuOpen, sidebar } from './views/sidebar.ts';
import { ledgerBanner } from './views/standing-card.ts';
import { writeTab } from './write/write-tab.ts';

/** The whole page. */
export function app(): TemplateResult {
  return html`<div class="app">
    <a class="skip" href="#main" @click=${skip}>${t('skip')}</a>
    ${sidebar()}
    <main id="main" tabindex="-1">${page()}</main>
    ${isConnected.value ? nothing : html`<p class="toast lost" role="status">${t('connectionLost')}</p>`}
    ${toast()}
    <p class="sr" role="status">${announced.value}</p>
    ${showsHelp.value ? helpDialog() : nothing}
    ${versionDialog()}
  </div>`;
}

/** Moves the focus in code, because following the link would change the address, which describes the view. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('main')?.focus();
}

function page(): TemplateResult {
  if (place.value.page === 'inbox') return inboxPage();
  if (place.value.page === 'calendar') return calendarPage();
  if (place.value.page === 'report') return reportPage();
  if (place.value.page === 'new')
    return html`${head(html`<h1>${t('new')}</h1>`)}${publicationProblems()}${newIssueView()}`;
  if (place.value.page === 'trash') return html`${head(html`<h1>${t('trash')}</h1>`)}${trashView()}`;
  return place.value.page === 'texts' ? textsPage() : issuePage();
}

/** The page with the desk of the interface texts. */
function textsPage(): TemplateResult {
  return html`${head(html`<h1>${t('texts')}</h1>`)}${publicationProblems()}${deskView()}`;
}

function inboxPage(): TemplateResult {
  return html`${head(html`<h1>${t('inbox')}</h1>`)}${inboxView()}`;
}

function calendarPage(): TemplateResult {
  return html`${head(html`<h1>${t('calendar')}</h1>`)}${publicationProblems()}${ledgerBanner()}${calendarView()}`;
}

function reportPage(): TemplateResult {
  return html`${head(html`<h1>${t('report')}</h1>`)}${ledgerBanner()}${reportView()}`;
}

function issuePage(): TemplateResult {
  const name = slug.value;
  // Whoever writes can write on while the folder is gone: another program may put it back.
  const isOpen = issue.value?.slug === name && (goneSlug.value !== name || place.value.tab === 'write');
  const open = isOpen ? issue.value : undefined;
  const row = overview.value?.issues.find((each) => each.slug === name);
  return html`${head(html`
      <h1 dir="auto" title=${name ?? ''}>${row?.headline ?? name ?? t('issues')}</h1>
      ${name === undefined ? nothing : html`${presentPeople()}${versionButton(name)}`}
      ${name === undefined ? nothing : tabList(name, open?.problems ?? [])}
      ${open ? tools(open) : nothing}`)}
    ${publicationProblems()}${ledgerBanner()}
    ${open ? tabView(open) : noIssue(name, row !== undefined)}`;
}

/** The tabs of an issue: a row of links, or a list to choose from where the window is too narrow for the row. */
function tabList(name: string, problems: readonly ShownProblem[]): TemplateResult {
  const hasError = problems.some(({ severity }) => severity === 'error');
  const badge =
    problems.length > 0
      ? html` <span class="badge ${hasError ? 'error' : 'warning'}">${problems.length}</span>`
      : nothing;
  const { tab: current } = place.value;
  const goToTab = (event: Event) => goTo(hrefOf({ slug: name, tab: textOf(event) as Tab }));
  return html`<nav class="tabs" aria-label=${t('partOfIssue')} ${ref(rovingRow)}>
      ${tabs.map((tab) => html`<a href=${hrefOf({ slug: name, tab })} aria-current=${tab === current ? 'page' : nothing}>${t(tab)}${tab === 'problems' ? badge : nothing}</a>`)}
    </nav>
    <select class="tab-choice" aria-label=${t('partOfIssue')} @change=${goToTab}>
      ${tabs.map((tab) => html`<option value=${tab} ?selected=${tab === current}>${t(tab)}${tab === 'problems' && problems.length > 0 ? ` (${problems.length})` : ''}</option>`)}
    </select>`;
}

/** The controls of the open tab. They are in the same row as the tabs, so that the letter gets the height. */
function tools(open: IssueDetail): TemplateResult | typeof nothing {
  const { tab } = place.value;
  if (tab === 'write' || (tab === 'translate' && deskLocale() !== undefined)) return besideTools();
  if (tab === 'compare') return compareChoices(open);
  return tab === 'preview' ? previewChoices(open) : nothing;
}

/**
 * Shown when there are no issues, when none has this name, or while the issue is still being read. The desk
 * keeps unsaved words in the meantime.
 */
function noIssue(name: string | undefined, isListed: boolean): TemplateResult | typeof nothing {
  if (overview.value === undefined || (name !== undefined && goneSlug.value !== name))
    return html`<p class="empty">${t('reading')}</p>`;
  if (name !== undefined && place.value.tab === 'translate') return deskView();
  // It cannot be read while the publication has errors, which are shown above.
  if (isListed) return nothing;
  return html`<p class="empty">${t(name === undefined ? 'noIssues' : 'issueGone')}</p>`;
}

/** The latest notice. */
function toast(): TemplateResult {
  const undo = undoNotice.value;
  return html`<p class="toast" role="status" ?hidden=${notice.value === ''}>${notice.value}
    ${undo ? html`<button class="button quiet-button" @click=${undo}>${t('undo')}</button>` : nothing}
    ${isNoticeKept.value ? html`<button class="button quiet-button" @click=${closeNotice}>${t('close')}</button>` : nothing}</p>`;
}

function head(content: TemplateResult): TemplateResult {
  return html`<header class="head" ${ref(fitTabs)}>
    <button class="plain menu-open" aria-label=${t('menu')} @click=${() => openMenu()}>\u2630</button>${content}
  </header>`;
}

function openMenu(): void {
  isMenuOpen.value = true;
}

/**
 * A mistake in a template or in the configuration affects every edition, so it is shown above all views. Mistakes in
 * interface texts are shown on their desk.
 */
function publicationProblems(): TemplateResult | typeof nothing {
  const isOnDesk = ({ file }: ShownProblem) =>
    place.value.page === 'texts' && (file?.startsWith(`locales/${deskLocale()}/`) ?? false);
  const errors = (overview.value?.problems ?? []).filter(
    (problem) => problem.severity === 'error' && !isOnDesk(problem),
  );
  // The list of problems has them, too.
  const areListed = place.value.tab === 'problems' && issue.value?.slug === slug.value;
  if (errors.length === 0 || areListed) return nothing;
  // A desk shows only one line for each problem.
  const isDesk = place.value.page === 'texts' || ['translate', 'write'].includes(place.value.tab);
  const count = counted('error', 'errors', errors.length);
  const shown = errors.slice(0, 3);
  if (isDesk) return html`<div class="banner"><p role="alert">${count}</p>${shown.map(problemLine)}</div>`;
  const says = showsLastGood() ? `${count}. ${t('lastGood')}` : count;
  return html`<div class="banner"><p role="alert">${says}</p>${shown.map(problemCard)}</div>`;
}

/** Whether the page shows editions as they were before the publication had errors. */
function showsLastGood(): boolean {
  const isView = place.value.page === 'issue' && ['preview', 'compare'].includes(place.value.tab);
  return isView && overview.value?.isLastGood === true && (issue.value?.editions.length ?? 0) > 0;
}

function tabView(open: IssueDetail): TemplateResult {
  switch (place.value.tab) {
    case 'write':
      return besideView(writeTab(open.slug), open, open.source);
    case 'translate':
      return besideView(deskView(), open, deskLocale() ?? open.source);
    case 'problems':
      return problemsView(open);
    case 'compare':
      return compareView(open);
    case 'dispatch':
      return dispatchView(open);
    case 'settings':
      return settingsView();
    default:
      return previewView(open);
  }
}
