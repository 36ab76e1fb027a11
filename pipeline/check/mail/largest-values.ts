import type { Edition } from '../../editions/edition.ts';
import type { MergeValues } from '../../editions/merge-text.ts';
import { sampleValues } from '../../editions/sample-values.ts';

/** The longest possible name, with an "&", which HTML escapes with four more characters. */
const name = '&'.padEnd(80, 'W');

/** The subscriber's values that make a message as large as it can be. */
export function largestValues(edition: Edition): MergeValues {
  return sampleValues(edition, name);
}
