import { escapeHtml } from '../../foundation/text/escape-html.ts';

/** A bar chart as plain data. Each bar has one part for each name in `legend`. */
export interface BarChart {
  /** What the picture shows, as a title, and as a sentence with the figures for people who cannot see it. */
  readonly title: string;
  readonly description: string;
  readonly legend: readonly string[];
  readonly bars: readonly { readonly label: string; readonly parts: readonly number[] }[];
  /** Writes a value at the scale. */
  readonly format: (value: number) => string;
  /** In the units of the text, whose size is 12. */
  readonly width: number;
}

const height = 300;
/** The widest bar, so that two issues do not fill the picture. */
const widest = 56;
/** The room for a name of the legend, and for a label below the bars. */
const [keyWidth, keyHeight, labelWidth] = [130, 18, 80];

/**
 * Draws a chart as SVG, with nothing from outside. It follows the reader's light or dark mode.
 */
export function drawBars({ title, description, legend, bars, format, width }: BarChart): string {
  const keysInRow = Math.max(1, Math.floor((width - 64) / keyWidth));
  const keyRows = Math.ceil(legend.length / keysInRow);
  const frame = { left: 64, right: 12, top: 56 + Math.max(0, keyRows - 1) * keyHeight, bottom: 40 };
  const top = niceTop(Math.max(1, ...bars.map(({ parts }) => sum(parts))));
  const y = (value: number) =>
    round(height - frame.bottom - (value / top) * (height - frame.top - frame.bottom));
  const step = (width - frame.left - frame.right) / Math.max(1, bars.length);
  const thick = round(Math.min(widest, step * 0.68));
  // The values are counts, so the scale has whole numbers only.
  const shares = [0, 0.5, 1].filter((share) => Number.isInteger(top * share));
  const lines = shares.map((share) => {
    const at = y(top * share);
    return `<path class="line" d="M${frame.left} ${at}H${width - frame.right}"/><text x="${frame.left - 8}" y="${at + 4}" text-anchor="end">${escapeHtml(format(top * share))}</text>`;
  });
  const drawn = bars.flatMap(({ label, parts }, index) => {
    const middle = round(frame.left + step * (index + 0.5));
    const boxes = parts.map((_, at) => {
      const [upper, lower] = [y(sum(parts.slice(0, at + 1))), y(sum(parts.slice(0, at)))];
      return `<rect class="part${at % 6}" x="${round(middle - thick / 2)}" y="${upper}" width="${thick}" height="${round(lower - upper)}"/>`;
    });
    // With many bars, only some of them have room for a label.
    const isLabelled = index % Math.ceil((bars.length * labelWidth) / (width - frame.left)) === 0;
    const text = `<text x="${middle}" y="${height - frame.bottom + 20}" text-anchor="middle">${escapeHtml(label)}</text>`;
    return [...boxes, ...(isLabelled ? [text] : [])];
  });
  const keys = legend.map((name, at) => {
    const x = frame.left + (at % keysInRow) * keyWidth;
    const below = 32 + Math.floor(at / keysInRow) * keyHeight;
    return `<rect class="part${at % 6}" x="${x}" y="${below}" width="12" height="12"/><text x="${x + 18}" y="${below + 10}">${escapeHtml(name)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
<title id="title">${escapeHtml(title)}</title>
<desc id="description">${escapeHtml(description)}</desc>
<style>${style}</style>
<text class="title" x="${frame.left}" y="18">${escapeHtml(title)}</text>
${[...keys, ...lines, ...drawn].join('\n')}
</svg>
`;
}

const style = `text{font:12px system-ui,sans-serif;fill:#5c5a55}
.title{font:600 14px system-ui,sans-serif;fill:#1d1c1a}
.line{stroke:#d9d5cc;fill:none}
.part0{fill:#23557a}.part1{fill:#c8702d}.part2{fill:#5b8c5a}.part3{fill:#8a5a8c}.part4{fill:#8c8049}.part5{fill:#777}
rect{stroke:#fff;stroke-width:1}
@media (prefers-color-scheme:dark){text{fill:#b3afa6}.title{fill:#eceae5}.line{stroke:#45423d}rect{stroke:#1d1c1a}
.part0{fill:#7fb2d9}.part1{fill:#e39a5f}.part2{fill:#93c191}.part3{fill:#c196c4}.part4{fill:#c2b67c}.part5{fill:#aaa}}`;

/** The next of 1, 2, 5, 10, 20 … that is not below the value. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= value) ?? value;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const round = (value: number) => Math.round(value * 10) / 10;
