import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { IssueDetail } from '../../protocol/issues.ts';
import { detail, hrefOf, setDetail } from '../route.ts';
import { nameOf, t } from '../texts/t.ts';
import { EditionFrame } from './edition-frame.ts';
import { drawGutter } from './gutter.ts';
import { pane } from './pane.ts';
import { scrollTogether } from './scroll-together.ts';
import { shownLocales } from './toolbar.ts';

/** The editions of an issue side by side. */
export function previewView(issue: IssueDetail): TemplateResult {
  const locales = shownLocales([...issue.editions.map(({ locale }) => locale), ...issue.missing]);
  return html`<div class="preview" @view-scroll=${onScroll} @view-change=${onChange} @view-block=${onBlock}>
    <div class="panes">${repeat(
      locales,
      (locale) => `${issue.slug} ${locale}`,
      (locale) => pane(issue, locale),
    )}</div>
    ${blockTools(issue)}
  </div>`;
}

/** The actions for the block that was clicked. */
function blockTools(issue: IssueDetail): TemplateResult | typeof nothing {
  const chosen = detail('block');
  const places = issue.editions.flatMap(({ locale, blocks }) => {
    const block = blocks.find(({ anchor }) => anchor === chosen);
    return block ? [{ locale, ...block }] : [];
  });
  if (chosen === '' || places.length === 0) return nothing;
  return html`<div class="block-tools" role="group" aria-label=${t('blockTools')}>
    ${places.map(({ locale, line, opens }) => html`<a href=${opens}>${nameOf(locale)}, ${t('line', { line })}</a>`)}
    ${places
      .filter(({ locale }) => locale !== issue.source)
      .map(
        ({ locale }) =>
          html`<a href=${hrefOf({ slug: issue.slug, tab: 'translate' }, { locale, part: chosen })}>${t('translate')}</a>`,
      )}
    <button class="plain" aria-label=${t('close')} @click=${() => setDetail({ block: '' })}>\u00d7</button>
  </div>`;
}

const framesIn = (root: Element) =>
  [...root.querySelectorAll('edition-frame')].filter((each) => each instanceof EditionFrame);

function onScroll(event: CustomEvent<{ isMine: boolean }>): void {
  const frame = event.target as EditionFrame;
  drawGutter(frame);
  if (event.detail.isMine) return;
  const others = framesIn(event.currentTarget as Element).filter((each) => each !== frame);
  scrollTogether(frame, others);
}

function onChange(event: Event): void {
  drawGutter(event.target as EditionFrame, detail('block'));
}

function onBlock(event: CustomEvent<{ anchor: string; href: string | undefined }>): void {
  const { anchor } = event.detail;
  setDetail({ block: anchor });
  for (const frame of framesIn(event.currentTarget as Element)) drawGutter(frame, anchor);
}
