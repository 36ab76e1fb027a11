import { t } from '../texts/t.ts';

const longName = 'Wilhelmina Frederica Antoinette van der Hoeven-Schimmelpenninck van Oosterhout';
const rtlName = '\u0644\u064a\u0644\u0649';
const markupName = 'Tom & "Kit" <b>O\u2019Hara</b>';

/**
 * The names of sample readers, each with its purpose: no name, a common one, and some that are difficult to
 * typeset.
 */
export const sampleReaders = (): [string, string][] => [
  ['', t('readerNone')],
  ['Zo\u00eb', 'Zo\u00eb'],
  [longName, t('readerLong')],
  [rtlName, t('readerRtl')],
  [markupName, t('readerMarkup')],
];
