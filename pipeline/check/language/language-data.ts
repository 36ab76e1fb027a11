import table from './language-data.json' with { type: 'json' };

/** The language data of the rules. In a language without data, the rules check less. */
export interface LanguageData {
  /** The words for numbers up to twenty, for tens, and other words for numbers. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Phrases that filters take for advertising in a subject, in lower case. */
  readonly spam: readonly string[];
}

const rows = new Map<string, LanguageData>(Object.entries(table));

/** The data of a language: that of its tag without a region. */
export function languageData(locale: string): LanguageData | undefined {
  return rows.get(locale.split('-')[0] ?? locale);
}
