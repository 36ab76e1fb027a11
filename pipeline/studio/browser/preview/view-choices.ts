import { html, nothing, type TemplateResult } from 'lit-html';
import { schemes } from '../../emulate.ts';
import type { IssueDetail, ShownEdition } from '../../protocol/issues.ts';
import { path } from '../api.ts';
import { choice, choose } from '../route.ts';
import { overview } from '../state.ts';
import type { TextKey } from '../texts/english.ts';
import { nameOf, t } from '../texts/t.ts';
import { sampleReaders } from './sample-readers.ts';
import {
  schemeTexts,
  segments,
  shownLocales,
  shownTheme,
  textOf,
  views,
  widthInPixels,
  widths,
  zooms,
} from './toolbar.ts';

const viewTexts: Record<(typeof views)[number], TextKey> = {
  mail: 'html',
  web: 'web',
  text: 'text',
  source: 'source',
  headers: 'headers',
};

/** The button that opens the choices of the preview; its text says what is chosen. One row of controls is enough. */
export function previewChoices(issue: IssueDetail): TemplateResult {
  const isPage = isLaidOut();
  const locales = [...issue.editions.map(({ locale }) => locale), ...issue.missing];
  return choicesButton(
    isPage ? [t(viewTexts[shownView()]), widthText(), schemeText()] : [t(viewTexts[shownView()])],
    html`${choiceRow(
      t('preview'),
      views.map((each) => [each, t(viewTexts[each])]),
      choice('view'),
      (value) => choose({ view: value }),
    )}
    ${appearance(shownView() !== 'source' && shownView() !== 'headers')}
    <label class="field"><span>${t('inTheme')}</span>
      <select ?disabled=${!isPage} @change=${(event: Event) => choose({ inTheme: textOf(event) })}>
        <option value="" ?selected=${shownTheme() === ''}>${t('ownTheme')}</option>
        ${overview.value?.themes.map((each) => html`<option value=${each} ?selected=${each === shownTheme()}>${each}</option>`)}
      </select></label>
    <label class="field"><span>${t('zoom')}</span>
      <select @change=${(event: Event) => choose({ zoom: textOf(event) })}>
        ${zooms.map((each) => html`<option value=${each} ?selected=${each === choice('zoom')}>${each === 'fit' ? t('fit') : `${each} %`}</option>`)}
      </select></label>
    <div class="field"><span>${t('images')}</span><button class="toggle" aria-pressed=${choice('images') === 'off'} ?disabled=${!isPage}
      @click=${() => choose({ images: choice('images') === 'off' ? 'on' : 'off' })}>${t('imagesOff')}</button></div>
    ${
      locales.length > 1
        ? html`<fieldset class="checks field"><legend>${t('editions')}</legend>
      ${locales.map(
        (
          locale,
        ) => html`<label class="check"><input type="checkbox" .checked=${shownLocales(locales).includes(locale)}
        @change=${() => toggleEdition(locale, locales)}><span>${nameOf(locale)}</span></label>`,
      )}</fieldset>`
        : nothing
    }
    ${issue.editions.map((edition) => fileLinks(issue.slug, edition))}`,
  );
}

/** The choices of a letter beside a desk: as a mail, at a width, in a colour scheme, for a reader. */
export const letterChoices = (): TemplateResult =>
  choicesButton([widthText(), schemeText()], appearance(true));

const shownView = () => views.find((each) => each === choice('view')) ?? 'mail';
const isLaidOut = () => shownView() === 'mail' || shownView() === 'web';

function widthText(): string {
  const width = choice('width');
  return width in widths ? t(width as keyof typeof widths) : `${widthInPixels()} px`;
}

/** The scheme without its explanation: "Dark", "Dark in Gmail". */
function schemeText(): string {
  const name = schemes.find((each) => each === choice('scheme')) ?? 'light';
  return t(schemeTexts[name])
    .replace(/[,(].*/, '')
    .trim();
}

/** A button whose popover contains controls. The browser closes it on Escape and on a click elsewhere. */
export function choicesButton(chosen: readonly string[], controls: TemplateResult): TemplateResult {
  return html`<button class="choices-button" popovertarget="choices" aria-label="${t('show')}: ${chosen.join(', ')}">
      <span class="chosen">${chosen.join(' \u00b7 ')}</span><span class="short">${t('show')}</span></button>
    <div id="choices" class="choices" popover role="group" aria-label=${t('show')}>${controls}</div>`;
}

/** The width, the colour scheme and the sample reader. */
function appearance(hasColours: boolean): TemplateResult {
  return html`${choiceRow(
    t('width'),
    [
      ['phone', t('phone')],
      ['tablet', t('tablet')],
      ['desktop', t('desktop')],
    ],
    choice('width'),
    (value) => choose({ width: value }),
  )}
    <label class="field"><span>${t('scheme')}</span>
      <select .value=${choice('scheme')} ?disabled=${!hasColours}
        @change=${(event: Event) => choose({ scheme: textOf(event) })}>
        ${schemes.map((each) => html`<option value=${each} ?selected=${each === choice('scheme')}>${t(schemeTexts[each])}</option>`)}
      </select></label>
    <label class="field"><span>${t('reader')}</span>
      <select @change=${(event: Event) => choose({ name: textOf(event) })}>
        ${sampleReaders().map(([value, text]) => html`<option value=${value} ?selected=${value === choice('name')}>${text}</option>`)}
      </select></label>`;
}

type SegmentsRest = Parameters<typeof segments> extends [string, ...infer Rest] ? Rest : never;

/** A row of buttons in the popover, one of which is chosen, with its name beside it. */
export const choiceRow = (label: string, ...rest: SegmentsRest): TemplateResult =>
  html`<div class="field wide"><span aria-hidden="true">${label}</span>${segments(label, ...rest)}</div>`;

/** The links to an edition's files: its source in the editor, and its message. */
function fileLinks(slug: string, { locale, opens }: ShownEdition): TemplateResult {
  const message = path('api', 'issues', slug, locale, 'message');
  return html`<p class="field"><span>${nameOf(locale)}</span><span class="links"><a class="quiet-link" href=${opens}>${t('openInEditor')}</a>
    <a class="quiet-link" download href="${message}?download&name=${encodeURIComponent(choice('name'))}">.eml</a></span></p>`;
}

function toggleEdition(locale: string, all: readonly string[]): void {
  const shown = shownLocales(all);
  const next = shown.includes(locale)
    ? shown.filter((each) => each !== locale)
    : all.filter((each) => each === locale || shown.includes(each));
  if (next.length > 0) choose({ editions: next.join(',') });
}
