import { policyOf } from '../dmarc/check-dmarc.ts';
import { walkDmarc } from '../dmarc/walk-dmarc.ts';
import type { Lookup } from '../dns/lookup.ts';
import { parseTags } from '../dns/parse-tags.ts';
import {
  answered,
  type CheckResult,
  type Finding,
  finding,
  skipped,
  unanswered,
} from '../findings/finding.ts';
import type { Sending } from '../findings/sending.ts';
import type { Web } from '../web/request.ts';
import { findLogoFaults } from './find-logo-faults.ts';
import { judgeMark } from './judge-mark.ts';

interface BimiCheck {
  readonly lookup: Lookup;
  readonly web: Web;
  /** In milliseconds since 1970. */
  readonly now: number;
}

/** Checks BIMI, which shows a logo beside the mail: the record, DMARC, the logo, and its certificate. */
export async function checkBimi({ from }: Sending, { lookup, web, now }: BimiCheck): Promise<CheckResult> {
  const walk = await walkDmarc(lookup, from);
  const places = [...new Set([from, walk.organization])];
  const answers = await Promise.all(places.map((domain) => lookup.txt(`default._bimi.${domain}`)));
  const failure = answers.find((answer) => answer.kind === 'failed') ?? walk.failure;
  if (failure !== undefined) return unanswered('bimi', 'no answer', [finding('dns-failed', failure)]);
  const index = answers.findIndex((answer) => answer.kind === 'found' && answer.values.some(isBimi));
  const [domain, answer] = [places[index], answers[index]];
  const record = answer?.kind === 'found' ? answer.values.find(isBimi) : undefined;
  if (domain === undefined || record === undefined) return skipped('bimi', 'not published; optional');
  const { tags, faults } = parseTags(record);
  const [logo = '', certificate = ''] = [tags.get('l'), tags.get('a')];
  const reason = faults[0] ?? [logo, certificate].filter(Boolean).map(refuseAddress).find(Boolean);
  if (reason !== undefined) return answered('bimi', record, [finding('bimi-record', { domain, reason })]);
  if (logo === '' && certificate === '') return answered('bimi', 'declined by its record');
  const policy = policyOf(walk);
  const isEnforced = policy !== undefined && policy.policy !== 'none' && !policy.step.record.isTesting;
  const [logoFindings, mark] = await Promise.all([
    logo === '' ? [] : checkLogo(logo),
    certificate === '' ? undefined : checkCertificate(certificate),
  ]);
  const unprotected = isEnforced ? [] : [finding('bimi-policy', { domain })];
  const summary = mark?.about === undefined ? record : `${record} (certificate of ${mark.about})`;
  const markFindings = mark?.findings ?? [finding('bimi-no-certificate', { domain })];
  return answered('bimi', summary, [...unprotected, ...logoFindings, ...markFindings]);

  async function checkLogo(address: string): Promise<Finding[]> {
    const got = await web(address);
    if (got.kind === 'failed')
      return [finding('bimi-logo', { address, reason: `it cannot be loaded: ${got.reason}` })];
    if (got.status !== 200)
      return [finding('bimi-logo', { address, reason: `the server answers with status ${got.status}` })];
    return findLogoFaults(got.body).map((fault) => finding('bimi-logo', { address, reason: fault }));
  }

  async function checkCertificate(
    address: string,
  ): Promise<{ readonly findings: Finding[]; readonly about?: string }> {
    const got = await web(address);
    const say = (fault: string) => finding('bimi-certificate', { address, reason: fault });
    if (got.kind === 'failed') return { findings: [say(`it cannot be loaded: ${got.reason}`)] };
    if (got.status !== 200) return { findings: [say(`the server answers with status ${got.status}`)] };
    const { faults, ...rest } = judgeMark(String(got.body), places, now);
    return { ...rest, findings: faults.map(say) };
  }
}

const isBimi = (text: string) => /^v\s*=\s*BIMI1\s*(?:;|$)/.test(text);

const refuseAddress = (address: string) =>
  /^https:\/\/\S+$/i.test(address) && URL.canParse(address)
    ? undefined
    : `"${address}" is not an https: address`;
