import type { Edition } from './edition.ts';
import type { MergeValues } from './merge-text.ts';

/** Stand-ins for a subscriber's values, of the length that real ones have: for previews and sizes. */
export function sampleValues(edition: Edition, name?: string): MergeValues {
  const token = 'sample'.padEnd(64, '-');
  const site = new URL(edition.archiveUrl).origin;
  return {
    name,
    unsubscribeUrl: `${site}/unsubscribe/${token}`,
    preferencesUrl: `${site}/preferences/${token}`,
    webVersionUrl: edition.webUrl,
  };
}
