import type { IssueFigures, Report } from '../report.ts';
import { drawBars } from './draw-bars.ts';

/** The texts of the pictures, in the language of the person who looks at them. */
export interface PictureTexts {
  readonly locale: string;
  readonly readers: string;
  readonly left: string;
  readonly visits: string;
  /** The name of a language. */
  nameOf(locale: string): string;
}

export type PictureName = 'readers' | 'left' | 'visits';

/**
 * Draws the pictures of a report: recipients by language, people who left, and visits if there is a log. A
 * narrow picture stays legible in a narrow column.
 */
export function drawReport(
  { issues, log }: Report,
  texts: PictureTexts,
  width: number = 720,
): Map<PictureName, string> {
  const shown = issues.filter(({ revision }) => revision === 1).toReversed();
  const locales = [...new Set(shown.flatMap(({ editions }) => editions.map(({ locale }) => locale)))].sort();
  const draw = (title: string, legend: readonly string[], partsOf: (issue: IssueFigures) => number[]) => {
    const bars = shown.map((issue) => ({ label: dayOf(issue, texts.locale), parts: partsOf(issue) }));
    const format = (value: number) => value.toLocaleString(texts.locale, { maximumFractionDigits: 1 });
    const figures = bars.map(({ label, parts }) => {
      const named = parts.map(
        (part, at) => `${legend[at] === undefined ? '' : `${legend[at]} `}${format(part)}`,
      );
      return `${label}: ${named.join(', ')}`;
    });
    return drawBars({ title, description: `${figures.join('; ')}.`, legend, bars, format, width });
  };
  const names = locales.map(texts.nameOf);
  const byLocale = (value: (edition: IssueFigures['editions'][number]) => number) => (issue: IssueFigures) =>
    locales.map((locale) => {
      const edition = issue.editions.find((each) => each.locale === locale);
      return edition === undefined ? 0 : value(edition);
    });
  const pictures = new Map<PictureName, string>([
    [
      'readers',
      draw(
        texts.readers,
        names,
        byLocale(({ recipients }) => recipients),
      ),
    ],
    ['left', draw(texts.left, [], ({ left }) => [left])],
  ]);
  if (log !== undefined)
    pictures.set(
      'visits',
      draw(
        texts.visits,
        names,
        byLocale(({ visits }) => visits?.visitors ?? 0),
      ),
    );
  return pictures;
}

function dayOf({ createdAt }: IssueFigures, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    createdAt,
  );
}
