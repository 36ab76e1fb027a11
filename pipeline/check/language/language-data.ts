import table from './language-data.json' with { type: 'json' };

/** What rules know of a language. A language without data is checked less, never wrongly. */
export interface LanguageData {
  /** Words for numbers up to twenty, for tens, and for what else stands for a number. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Phrases of a subject that filters take for advertising, in small letters. */
  readonly spam: readonly string[];
}

const rows = new Map<string, LanguageData>(Object.entries(table));

/** The data of a language: that of its tag without a region. */
export function languageData(locale: string): LanguageData | undefined {
  return rows.get(locale.split('-')[0] ?? locale);
}
