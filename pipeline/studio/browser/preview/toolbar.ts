import { html, type TemplateResult } from 'lit-html';
import { schemes } from '../../emulate.ts';
import type { IssueDetail } from '../../protocol/issues.ts';
import { choice, choose } from '../route.ts';
import { overview } from '../state.ts';
import type { TextKey } from '../texts/english.ts';
import { nameOf, t } from '../texts/t.ts';
import { sampleReaders } from './sample-readers.ts';

export const views = ['mail', 'web', 'text', 'source', 'headers'] as const;
export const widths = { phone: 375, tablet: 768, desktop: 1024 } as const;

const viewTexts: Record<(typeof views)[number], TextKey> = {
  mail: 'html',
  web: 'web',
  text: 'text',
  source: 'source',
  headers: 'headers',
};

export const schemeTexts: Record<(typeof schemes)[number], TextKey> = {
  light: 'schemeLight',
  dark: 'schemeDark',
  gmail: 'schemeGmail',
  outlook: 'schemeOutlook',
};

/** The locales whose editions are shown side by side. */
export function shownLocales(all: readonly string[]): string[] {
  const chosen = choice('editions')
    .split(',')
    .filter((each) => all.includes(each));
  return chosen.length > 0 ? chosen : all.slice(0, 2);
}

export function widthInPixels(): number {
  const value = choice('width');
  return value in widths
    ? widths[value as keyof typeof widths]
    : Math.min(1600, Math.max(280, Number(value) || 1024));
}

/** The theme in which a page is shown; empty for the publication's own. */
export function shownTheme(): string {
  return overview.value?.themes.find((each) => each === choice('inTheme')) ?? '';
}

/** The choices of the preview: the view, its width, its colour scheme, its theme, and the sample reader. */
export function toolbar(issue: IssueDetail): TemplateResult {
  const view = choice('view');
  const isPage = view === 'mail' || view === 'web';
  const locales = [...issue.editions.map(({ locale }) => locale), ...issue.missing];
  return html`<div class="toolbar" role="toolbar" aria-label=${t('preview')}>
    ${segments(
      t('preview'),
      views.map((each) => [each, t(viewTexts[each])]),
      view,
      (value) => choose({ view: value }),
    )}
    ${segments(
      t('width'),
      [
        ['phone', t('phone')],
        ['tablet', t('tablet')],
        ['desktop', t('desktop')],
      ],
      choice('width'),
      (value) => choose({ width: value }),
    )}
    <label class="field"><span class="quiet">${t('scheme')}</span>
      <select .value=${choice('scheme')} ?disabled=${view === 'source' || view === 'headers'}
        @change=${(event: Event) => choose({ scheme: textOf(event) })}>
        ${schemes.map((each) => html`<option value=${each} ?selected=${each === choice('scheme')}>${t(schemeTexts[each])}</option>`)}
      </select></label>
    <label class="field"><span class="quiet">${t('inTheme')}</span>
      <select ?disabled=${!isPage} @change=${(event: Event) => choose({ inTheme: textOf(event) })}>
        <option value="" ?selected=${shownTheme() === ''}>${t('ownTheme')}</option>
        ${overview.value?.themes.map((each) => html`<option value=${each} ?selected=${each === shownTheme()}>${each}</option>`)}
      </select></label>
    <button class="toggle" aria-pressed=${choice('images') === 'off'} ?disabled=${!isPage}
      @click=${() => choose({ images: choice('images') === 'off' ? 'on' : 'off' })}>${t('imagesOff')}</button>
    <label class="field"><span class="quiet">${t('reader')}</span>
      <select @change=${(event: Event) => choose({ name: textOf(event) })}>
        ${sampleReaders().map(([value, text]) => html`<option value=${value} ?selected=${value === choice('name')}>${text}</option>`)}
      </select></label>
    <label class="field"><span class="quiet">${t('zoom')}</span>
      <select @change=${(event: Event) => choose({ zoom: textOf(event) })}>
        ${zooms.map((each) => html`<option value=${each} ?selected=${each === choice('zoom')}>${each === 'fit' ? t('fit') : `${each} %`}</option>`)}
      </select></label>
    ${
      locales.length > 1
        ? html`<fieldset class="checks"><legend class="sr">${t('editions')}</legend>
      ${locales.map(
        (
          locale,
        ) => html`<label class="check" title=${nameOf(locale)}><input type="checkbox" .checked=${shownLocales(locales).includes(locale)}
        @change=${() => toggleEdition(locale, locales)}><span>${locale}</span></label>`,
      )}</fieldset>`
        : ''
    }
  </div>`;
}

export const zooms = ['fit', '50', '75', '100', '125', '150'];

function toggleEdition(locale: string, all: readonly string[]): void {
  const shown = shownLocales(all);
  const next = shown.includes(locale)
    ? shown.filter((each) => each !== locale)
    : all.filter((each) => each === locale || shown.includes(each));
  if (next.length > 0) choose({ editions: next.join(',') });
}

/** A row of buttons, one of which is chosen. */
export function segments(
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
  onChoose: (value: string) => void,
): TemplateResult {
  return html`<div class="segments" role="group" aria-label=${label}>
    ${options.map(([value, text]) => html`<button aria-pressed=${value === chosen} @click=${() => onChoose(value)}>${text}</button>`)}
  </div>`;
}

export const textOf = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value;
