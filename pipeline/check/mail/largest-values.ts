import type { Edition } from '../../editions/edition.ts';
import type { MergeValues } from '../../editions/merge-text.ts';
import { sampleValues } from '../../editions/sample-values.ts';

/** As long as a name gets, with a sign that HTML writes with five others. */
const name = '&'.padEnd(80, 'W');

/** The values that make a message as large as it gets. */
export function largestValues(edition: Edition): MergeValues {
  return sampleValues(edition, name);
}
