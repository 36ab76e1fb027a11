import type { Edition } from '../../editions/edition.ts';
import type { MergeValues } from '../../editions/merge-text.ts';
import { sampleValues } from '../../editions/sample-values.ts';

/** The longest possible name, of characters that HTML escapes with five others. */
const name = '&'.padEnd(80, 'W');

/** The values that make a message as large as possible. */
export function largestValues(edition: Edition): MergeValues {
  return sampleValues(edition, name);
}
