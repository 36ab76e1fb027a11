import { withoutStart } from '../content/blocks/without-start.ts';
import table from './byline-starts.json' with { type: 'json' };

const starts: Readonly<Record<string, string>> = table;

/** The author in a byline, for machines: "By Mara Quint" names "Mara Quint". */
export function authorOf(byline: string, locale: string): string {
  return withoutStart(byline, starts[new Intl.Locale(locale).language] ?? '');
}
