import { type DmarcReport, parseDmarcReport } from './parse-dmarc-report.ts';
import { parseTlsReport, type TlsReport } from './parse-tls-report.ts';
import { unpackReport } from './unpack-report.ts';

/** Reads a report as it is attached to a mail. Returns the reason if it cannot be read. */
export function readReport(bytes: Uint8Array): DmarcReport | TlsReport | { readonly reason: string } {
  const unpacked = unpackReport(bytes);
  if ('reason' in unpacked) return unpacked;
  const text = unpacked.text.trimStart();
  if (text.startsWith('<')) return parseDmarcReport(text);
  if (text.startsWith('{')) return parseTlsReport(text);
  return { reason: 'it is neither XML nor JSON, with or without gzip or zip' };
}
