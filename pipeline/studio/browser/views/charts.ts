import { html, svg, type TemplateResult } from 'lit-html';
import { number, time } from '../texts/t.ts';

/** Columns over time, with their numbers for screen readers. */
export function columns(label: string, values: readonly { at: number; count: number }[]): TemplateResult {
  const most = Math.max(1, ...values.map(({ count }) => count));
  const width = 480 / Math.max(1, values.length);
  const total = values.reduce((sum, { count }) => sum + count, 0);
  return html`<figure class="chart"><figcaption>${label}</figcaption>
    <svg viewBox="0 0 480 96" role="img" aria-label="${label}: ${number(total)}" preserveAspectRatio="none">
      ${values.map(({ count }, at) => {
        const height = (count / most) * 92;
        return svg`<rect x=${at * width + 0.75} y=${96 - height} width=${Math.max(1, width - 1.5)} height=${height} rx="1.5"></rect>`;
      })}
      <line x1="0" y1="95.5" x2="480" y2="95.5"></line>
    </svg>
    <p class="axis"><span>${time(values[0]?.at)}</span><span>${time(values.at(-1)?.at)}</span></p></figure>`;
}

interface Bar {
  readonly name: string;
  readonly count: number;
  /** How many of `count` succeeded. When left out, all of them did. */
  readonly part?: number | undefined;
  readonly badPart?: number | undefined;
  readonly kind?: string | undefined;
}

/** A bar chart with one bar per line, each with its name and number. */
export function bars(label: string, list: readonly Bar[], kind = ''): TemplateResult {
  const most = Math.max(1, ...list.map(({ count }) => count));
  return html`<figure class="chart"><figcaption>${label}</figcaption>
    <table class="bars ${kind}"><tbody>${list.map(
      ({ name, count, part, badPart, kind: state }) =>
        html`<tr><th scope="row">${name}</th><td class="bar"><span class=${state ?? ''} .style=${`--share:${count / most};--part:${(part ?? count) / Math.max(1, count)};--bad-part:${(badPart ?? 0) / Math.max(1, count)}`}></span></td><td class="number">${number(count)}</td></tr>`,
    )}</tbody></table></figure>`;
}
