import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import { classMap } from 'lit-html/directives/class-map.js';
import { guard } from 'lit-html/directives/guard.js';
import { ref } from 'lit-html/directives/ref.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { EditionState, IssueRow } from '../../protocol/issues.ts';
import { showsHelp } from '../help-dialog.ts';
import { textOf } from '../preview/toolbar.ts';
import { hrefOf, place } from '../route.ts';
import { rovingColumn } from '../roving.ts';
import { standingOf, standings } from '../standings.ts';
import { overview, slug } from '../state.ts';
import { chooseLanguage, counted, day, language, languageNames, nameOf, number, t } from '../texts/t.ts';
import { chooseTheme, theme } from '../theme.ts';
import { deletedVersions, versionMark } from '../versions/version-mark.ts';
import { changesOf, versions } from '../versions/versions.ts';
import { standingMarks } from './standing-card.ts';

/** The text in the search field. */
export const search = signal('');
/** Whether the list covers the page on a small screen. */
export const isMenuOpen = signal(false);

/** The issues that match the search. */
export function foundIssues(): readonly IssueRow[] {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  return (overview.value?.issues ?? []).filter(({ slug: name, headline }) => {
    const text = `${name} ${headline ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The list of issues, and the links to the other pages. */
export function sidebar(): TemplateResult {
  const issues = foundIssues();
  const isEmpty = overview.value?.issues.length === 0;
  return html`<nav class="sidebar ${isMenuOpen.value ? 'open' : ''}" aria-label=${t('issues')}>
    <header class="brand"><a href="/"><strong><bdi>${overview.value?.name ?? 'Courant'}</bdi></strong> <span>${t('studio')}</span></a>
      <a class="button new-issue" href="/new" title=${t('new')} aria-label=${t('new')} aria-current=${place.value.page === 'new' ? 'page' : nothing} @click=${closeMenu}>+</a>
      <button class="plain menu-close" aria-label=${t('close')} @click=${() => closeMenu()}>\u00d7</button></header>
    <div class="search"><input id="find" type="search" placeholder=${t('findIssue')} aria-label=${t('findIssue')}
      .value=${search.value} @input=${(event: Event) => find(textOf(event))}></div>
    <ul class="issues" ${ref(rovingColumn)}>
      ${isEmpty ? html`<li class="hint">${t('noIssues')}</li>` : nothing}
      ${!isEmpty && overview.value && issues.length === 0 ? html`<li class="hint">${t('nothingFound')}</li>` : nothing}
      ${rows(issues)}
      ${deletedVersions()}
    </ul>
    <footer class="sidebar-foot">
      <a class="nav" href="/calendar" aria-current=${place.value.page === 'calendar' ? 'page' : nothing} @click=${closeMenu}>${t('calendar')}</a>
      <a class="nav" href="/report" aria-current=${place.value.page === 'report' ? 'page' : nothing} @click=${closeMenu}>${t('report')}</a>
      ${textsLink()}
      <div class="nav-row"><a class="nav" href="/inbox" aria-current=${place.value.page === 'inbox' ? 'page' : nothing}>${t('inbox')}</a><button class="plain" title="?" @click=${() => showHelp()}>${t('help')}</button></div>
      <div class="settings">
        <select aria-label=${t('language')} @change=${(event: Event) => chooseLanguage(textOf(event))}>
          ${Object.entries(languageNames).map(([name, text]) => html`<option value=${name} lang=${name} ?selected=${name === language.value}>${text}</option>`)}
        </select>
        <select aria-label=${t('theme')} @change=${(event: Event) => chooseTheme(textOf(event))}>
          ${(['auto', 'light', 'dark'] as const).map((each) => html`<option value=${each} ?selected=${each === theme.value}>${t(each === 'auto' ? 'themeAuto' : each === 'light' ? 'themeLight' : 'themeDark')}</option>`)}
        </select>
      </div>
    </footer>
  </nav>`;
}

/** The link to the desk of the interface texts, if there is a language to translate into. */
function textsLink(): TemplateResult | typeof nothing {
  const states = overview.value?.texts ?? [];
  if (states.length === 0) return nothing;
  const open = states.reduce((sum, each) => sum + each.open, 0);
  const errors = states.reduce((sum, each) => sum + each.errors, 0);
  const parts = [t('toDo', { count: open })];
  if (errors > 0) parts.push(counted('error', 'errors', errors));
  const label = parts.join(', ');
  const badge = html` <span class="badge ${errors > 0 ? 'error' : 'warning'}" role="img" title=${label} aria-label=${label}>${open + errors}</span>`;
  return html`<a class="nav" href="/texts" aria-current=${place.value.page === 'texts' ? 'page' : nothing} @click=${closeMenu}>${t('texts')}${open + errors > 0 ? badge : nothing}</a>`;
}

function find(text: string): void {
  search.value = text;
}

function closeMenu(): void {
  isMenuOpen.value = false;
}

function showHelp(): void {
  showsHelp.value = true;
}

/**
 * The rows of the list. Hundreds of them take longer to draw than a view, so a row is drawn again only if something
 * that it shows has changed. The signals are read here, because the page follows only those that it has read.
 */
function rows(issues: readonly IssueRow[]): unknown {
  const { page, tab } = place.value;
  const ofAll = [page, tab, language.value];
  const isCurrent = (name: string) => name === slug.value;
  const all = [overview.value, search.value, slug.value, standings.value, versions.value, ...ofAll];
  return guard(all, () =>
    repeat(
      issues,
      ({ slug: name }) => name,
      (issue) => {
        const { slug: name } = issue;
        const own = [issue, isCurrent(name), standingOf(name), changesOf(name), ...ofAll];
        return guard(own, () => row(issue));
      },
    ),
  );
}

function row(issue: IssueRow): TemplateResult {
  const isCurrent = place.value.page === 'issue' && issue.slug === slug.value;
  const tab = place.value.page === 'issue' ? place.value.tab : 'preview';
  const { people, trial } = issue.sent;
  const inOutbox = trial > 0 ? t('inOutbox', { count: number(trial) }) : '';
  const sent = people > 0 ? t('sentTo', { count: number(people) }) : inOutbox;
  return html`<li><a class="issue" href=${hrefOf({ slug: issue.slug, tab })} aria-current=${isCurrent ? 'page' : nothing} @click=${closeMenu}>
    <span class="headline"><bdi>${issue.headline ?? issue.slug}</bdi></span>
    <span class="meta">${issue.date ? html`<time datetime=${issue.date}>${day(issue.date)}</time>` : issue.slug}${sent ? html` \u00b7 ${sent}` : nothing}</span>
    <span class="states">${issue.isRead ? issue.editions.map(state) : nothing}
    ${issue.errors > 0 ? html`<span class="count error">${counted('error', 'errors', issue.errors)}</span>` : nothing}
    ${issue.errors === 0 && issue.warnings > 0 ? html`<span class="count warning">${counted('warning', 'warnings', issue.warnings)}</span>` : nothing}
    ${standingMarks(issue.slug)}${versionMark(issue.slug)}</span>
  </a></li>`;
}

/** The code of a language with its state, shown by a colour and a sign, and in words for screen readers. */
function state({ locale, status, stale, missing, errors }: EditionState): TemplateResult {
  const parts = [t(status)];
  if (stale > 0) parts.push(t('stale', { count: stale }));
  if (missing > 0 && status !== 'missing') parts.push(t('lacking', { count: missing }));
  if (errors > 0) parts.push(counted('error', 'errors', errors));
  const kind = errors > 0 || status === 'broken' ? 'error' : stale > 0 ? 'stale' : status;
  const label = `${nameOf(locale)}: ${parts.join(', ')}`;
  return html`<span class=${classMap({ state: true, [kind]: true })} role="img" title=${label} aria-label=${label}>${locale}</span>`;
}
