import { parseFields } from './delivery-status.ts';
import { addressesIn } from './find-references.ts';
import type { Classified } from './mail-reading.ts';
import type { ParsedMail } from './parse-mail.ts';

/**
 * The types of reports (RFC 5965, 7.3, and those that providers added) that are a reader's complaint. Reports
 * about authentication (RFC 6591) and about good mail are not complaints.
 */
const complaints = [
  'abuse',
  'fraud',
  'other',
  'virus',
  'miscategorized',
  'opt-out',
  'opt-out-list',
  'complaint',
];

/** Microsoft's junk mail reports are not in the standard format: they forward the message with this field. */
const junkReport = /^x-hmxmroriginalrecipient:[ \t]*(\S{1,256}@\S{1,256})/im;

/** Reads a complaint (ARF). Undefined if the mail is not a complaint. */
export function readFeedbackReport({ report, original, text }: ParsedMail): Classified | undefined {
  const junk = junkReport.exec(original)?.[1];
  if (report === undefined && junk === undefined) return undefined;
  if (report === undefined)
    return { verdict: 'report', format: 'JMRP', reported: [{ kind: 'complained', recipient: junk }] };
  const fields = parseFields(report);
  const type = fields.get('feedback-type')?.toLowerCase() ?? 'abuse';
  if (!complaints.includes(type)) return { verdict: 'unknown', format: `report: ${type}`, reported: [] };
  const named = fields.get('original-rcpt-to') ?? fields.get('removal-recipient') ?? '';
  const to = /^(?:to|x-original-to|delivered-to):(.*)$/im.exec(original)?.[1] ?? '';
  // Providers remove the recipient, or replace it (RFC 6590).
  const recipient = addressesIn(`${named} ${to}`).find(
    (address) => !/redact|removed|hidden|x{4}/i.test(address),
  );
  const kind = 'complained' as const;
  return {
    verdict: 'report',
    format: 'RFC 5965',
    reported: [{ kind, recipient, diagnostic: `${type}: ${text.replace(/\s+/g, ' ').trim().slice(0, 300)}` }],
  };
}
