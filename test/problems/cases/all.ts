import { blockCases } from './blocks.ts';
import type { Case } from './case.ts';
import { configCases } from './config.ts';
import { fieldCases } from './fields.ts';
import { readingCases } from './reading.ts';
import { syntaxCases } from './syntax.ts';
import { tableCases } from './tables.ts';
import { textCases } from './texts.ts';
import { translationCases } from './translations.ts';

/** Every case, by what it is about. */
export const caseGroups: Readonly<Record<string, readonly Case[]>> = {
  syntax: syntaxCases,
  reading: readingCases,
  fields: fieldCases,
  texts: textCases,
  blocks: blockCases,
  tables: tableCases,
  translations: translationCases,
  config: configCases,
};
