import type { Lookup } from '../dns/lookup.ts';
import { parseTags } from '../dns/parse-tags.ts';
import {
  answered,
  type CheckResult,
  type Finding,
  finding,
  resultOf,
  skipped,
  unanswered,
} from '../findings/finding.ts';
import type { Sending } from '../findings/sending.ts';
import type { Web, WebAnswer } from '../web/request.ts';

/**
 * Checks MTA-STS (RFC 8461), by which a domain asks others to send to it only over TLS. It is optional, but
 * a wrong policy stops replies and bounces.
 */
export async function checkMtaSts(lookup: Lookup, web: Web, { from: domain }: Sending): Promise<CheckResult> {
  const answer = await lookup.txt(`_mta-sts.${domain}`);
  if (answer.kind === 'failed') return unanswered('mta-sts', 'no answer', [finding('dns-failed', answer)]);
  const records = answer.kind === 'found' ? answer.values.filter((text) => /^v=STSv1\b/.test(text)) : [];
  const [record] = records;
  if (record === undefined) return skipped('mta-sts', 'not published; optional');
  const { tags, faults } = parseTags(record);
  const reason = records.length > 1 ? `there are ${records.length} of them` : faults[0];
  const isBroken = reason !== undefined || !/^[a-z0-9]{1,32}$/i.test(tags.get('id') ?? '');
  if (isBroken)
    return answered('mta-sts', record, [
      finding('mta-sts-record', { domain, reason: reason ?? 'it has no id= of letters and digits' }),
    ]);
  const policy = readPolicy(await web(`https://mta-sts.${domain}/.well-known/mta-sts.txt`));
  if ('reason' in policy)
    return answered('mta-sts', record, [finding('mta-sts-policy', { domain, ...policy })]);
  const servers = await lookup.mx(domain);
  const hosts = servers.kind === 'found' ? servers.values.map(({ exchange }) => exchange) : [];
  const seen = `mode ${policy.mode}, for ${policy.mx.join(', ')}`;
  const failed = servers.kind === 'failed' ? [finding('dns-failed', servers)] : [];
  return resultOf('mta-sts', seen, [...judgePolicy(domain, policy, hosts), ...failed]);
}

interface Policy {
  readonly mode: 'enforce' | 'testing' | 'none';
  readonly mx: readonly string[];
}

export function readPolicy(answer: WebAnswer): Policy | { readonly reason: string } {
  if (answer.kind === 'failed') return { reason: answer.reason };
  if (answer.status !== 200) return { reason: `it answers with status ${answer.status}` };
  if (!/^text\/plain\b/i.test(answer.type))
    return { reason: `its type is "${answer.type}" and not text/plain` };
  const fields = String(answer.body)
    .split(/\r?\n/)
    .map((line) => /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line))
    .flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const]));
  const first = (name: string) => fields.find(([key]) => key === name)?.[1] ?? '';
  const mode = (['enforce', 'testing', 'none'] as const).find((each) => each === first('mode'));
  const mx = fields.filter(([key]) => key === 'mx').map(([, host]) => host.toLowerCase());
  if (first('version') !== 'STSv1') return { reason: 'it does not begin with "version: STSv1"' };
  if (mode === undefined) return { reason: 'its mode is not enforce, testing or none' };
  if (!/^\d{1,8}$/.test(first('max_age'))) return { reason: 'it has no max_age in seconds' };
  if (mx.length === 0 && mode !== 'none') return { reason: 'it names no mx' };
  return { mode, mx };
}

function judgePolicy(domain: string, { mode, mx }: Policy, hosts: readonly string[]): Finding[] {
  const isCovered = (host: string) =>
    mx.some((each) => (each.startsWith('*.') ? host.replace(/^[^.]+/, '*') === each : host === each));
  const others = hosts.map((host) => host.toLowerCase()).filter((host) => !isCovered(host));
  if (mode === 'none') return [];
  return others.map((server) =>
    finding('mta-sts-mx', { domain, server }, { severity: mode === 'enforce' ? 'error' : 'warning' }),
  );
}
