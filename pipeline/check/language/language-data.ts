import table from './language-data.json' with { type: 'json' };

/** The data of a language for the rules. In a language without data, the rules check less. */
interface LanguageData {
  /** Number words: those up to twenty, the tens, and others. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Lower-case phrases that filters consider advertising in a subject. */
  readonly spam: readonly string[];
}

const rows = new Map<string, LanguageData>(Object.entries(table));

/** The data of a language, regardless of the region in its tag. */
export function languageData(locale: string): LanguageData | undefined {
  return rows.get(locale.split('-')[0] ?? locale);
}
