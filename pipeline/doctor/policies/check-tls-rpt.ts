import type { Lookup } from '../dns/lookup.ts';
import { parseTags } from '../dns/parse-tags.ts';
import { answered, type CheckResult, finding, skipped, unanswered } from '../findings/finding.ts';
import type { Sending } from '../findings/sending.ts';

/** Checks where others report failures of TLS when they send to the domain (RFC 8460). It is optional. */
export async function checkTlsRpt(lookup: Lookup, { from: domain }: Sending): Promise<CheckResult> {
  const answer = await lookup.txt(`_smtp._tls.${domain}`);
  if (answer.kind === 'failed') return unanswered('tls-rpt', 'no answer', [finding('dns-failed', answer)]);
  const records = answer.kind === 'found' ? answer.values.filter((text) => /^v=TLSRPTv1\b/.test(text)) : [];
  const [record] = records;
  if (record === undefined) return skipped('tls-rpt', 'not published; optional');
  const { tags, faults } = parseTags(record);
  const addresses = (tags.get('rua') ?? '').split(',').map((each) => each.trim());
  const wrong = addresses.find((each) => !/^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/i.test(each));
  const reason =
    (records.length > 1 ? `there are ${records.length} of them` : faults[0]) ??
    (wrong === undefined ? undefined : `"${wrong}" is not a mailto: or https: address`);
  return answered(
    'tls-rpt',
    record,
    reason === undefined ? [] : [finding('tls-rpt-record', { domain, reason })],
  );
}
