import { type Finding, finding } from '../findings/finding.ts';
import type { DmarcRecord } from './parse-dmarc.ts';
import type { DmarcWalk } from './walk-dmarc.ts';

interface Identities {
  /** The walk for the domain of the return path. */
  readonly spf: DmarcWalk;
  /** The walk for the signing domain; undefined if the relay signs, perhaps for an unknown domain. */
  readonly dkim: DmarcWalk | undefined;
}

/** DMARC passes if SPF or DKIM passes for a domain that aligns with the domain of From (RFC 9989, 4.4). */
export function judgeAlignment(record: DmarcRecord, from: DmarcWalk, { spf, dkim }: Identities): Finding[] {
  const { domain } = from;
  const bySpf = isAligned(from, spf, record.spfMode);
  const byDkim = dkim === undefined || isAligned(from, dkim, record.dkimMode);
  const others = [...new Set([spf.domain, ...(dkim === undefined ? [] : [dkim.domain])])];
  if (!bySpf && dkim === undefined) return [half('SPF', spf.domain, record.spfMode, 'warning')];
  if (!bySpf && !byDkim) return [finding('dmarc-unaligned', { domain, others })];
  return [
    ...(bySpf ? [] : [half('SPF', spf.domain, record.spfMode)]),
    ...(byDkim || dkim === undefined ? [] : [half('DKIM', dkim.domain, record.dkimMode)]),
  ];

  function half(means: 'SPF' | 'DKIM', other: string, mode: 'relaxed' | 'strict', severity?: 'warning') {
    return finding('dmarc-half-aligned', { domain, means, other, mode }, severity && { severity });
  }
}

function isAligned(from: DmarcWalk, other: DmarcWalk, mode: 'relaxed' | 'strict'): boolean {
  return mode === 'strict' ? from.domain === other.domain : from.organization === other.organization;
}
