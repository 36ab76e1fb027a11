import type { Edition } from './edition.ts';
import type { MergeValues } from './merge-text.ts';

/** Sample values for a subscriber, as long as real ones, for previews and for measuring sizes. */
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
