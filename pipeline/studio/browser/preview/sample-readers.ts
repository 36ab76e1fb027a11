import { t } from '../texts/t.ts';

const longName = 'Wilhelmina Frederica Antoinette van der Hoeven-Schimmelpenninck van Oosterhout';
const rtlName = '\u0644\u064a\u0644\u0649';
const markupName = 'Tom & "Kit" <b>O\u2019Hara</b>';

/** Sample readers, each by name and what it is for: without one, with a usual one, and with some that are hard to set. */
export const sampleReaders = (): [string, string][] => [
  ['', t('readerNone')],
  ['Zo\u00eb', 'Zo\u00eb'],
  [longName, t('readerLong')],
  [rtlName, t('readerRtl')],
  [markupName, t('readerMarkup')],
];
