import { html, type TemplateResult } from 'lit-html';
import type { schemes } from '../../emulate.ts';
import { choice } from '../route.ts';
import { overview } from '../state.ts';
import type { TextKey } from '../texts/english.ts';

export const views = ['mail', 'web', 'text', 'source', 'headers'] as const;
export const widths = { phone: 375, tablet: 768, desktop: 1024 } as const;

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

export const zooms = ['fit', '50', '75', '100', '125', '150'];

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
