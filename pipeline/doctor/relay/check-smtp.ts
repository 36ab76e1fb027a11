import { defaultDeliverySettings } from '../../delivery/run/settings.ts';
import type { SmtpAddress } from '../../delivery/smtp/smtp-address.ts';
import { createSmtpTransport } from '../../delivery/smtp/smtp-transport.ts';
import { plural } from '../../foundation/problems/plural.ts';
import { ProblemError } from '../../foundation/problems/problem.ts';
import { day } from '../../foundation/time/durations.ts';
import type { Lookup } from '../dns/lookup.ts';
import { answered, type CheckResult, type Finding, finding, unanswered } from '../findings/finding.ts';
import { probeSmtp, type SmtpProbe } from './probe-smtp.ts';

interface SmtpCheck {
  readonly lookup: Lookup;
  /** In milliseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal;
  readonly timeout?: number;
}

/** The shortest time for which a certificate should still be valid, in days. */
const enoughDays = 21;

/** Checks the mail server: whether it answers, its TLS, the end of its certificate, and the login. */
export async function checkSmtp(address: SmtpAddress, check: SmtpCheck): Promise<CheckResult> {
  const { lookup, now, signal, timeout = 10_000 } = check;
  const { host, port, secure, user } = address;
  const fail = (reason: string) => unanswered('smtp', host, [finding('smtp-unreachable', { host, reason })]);
  const answer = host === 'localhost' ? undefined : await lookup.addresses(host);
  if (answer?.kind === 'none') return fail('no host has this name');
  if (answer?.kind === 'failed') return fail(answer.reason);
  const connectTo = answer?.values[0] ?? host;
  const probe = await probeSmtp({ address: connectTo, host, port, secure, signal, timeout });
  if (probe.kind === 'failed') return fail(probe.reason);
  const findings = judgeProbe(address, probe, now);
  const isSafe = findings.every(({ problem }) => problem.severity !== 'error');
  if (isSafe && user !== undefined) findings.push(...(await logIn({ ...address, connectTo }, timeout)));
  return answered('smtp', describe(address, probe, now), findings);
}

type Answered = Extract<SmtpProbe, { kind: 'answered' }>;

export function judgeProbe(address: SmtpAddress, { tls }: Answered, now: number): Finding[] {
  const { host, requireTls, verify } = address;
  if (tls === undefined)
    return requireTls ? [finding('smtp-tls', { host, reason: 'it does not offer STARTTLS' })] : [];
  if (!verify) return [];
  if (tls.fault !== undefined)
    return [finding('smtp-tls', { host, reason: `its certificate is refused, because ${tls.fault}` })];
  const days = Math.floor((tls.validTo - now) / day);
  return [
    ...(/^TLSv1(?:\.1)?$/.test(tls.protocol)
      ? [finding('smtp-tls', { host, reason: `it speaks only ${tls.protocol}` })]
      : []),
    ...(days < enoughDays ? [finding('smtp-certificate-end', { host, days })] : []),
  ];
}

async function logIn(address: SmtpAddress, timeout: number): Promise<Finding[]> {
  const settings = { ...defaultDeliverySettings, replyTimeout: timeout };
  try {
    await (await createSmtpTransport({ address, settings }).connect()).close();
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems.map((problem) => ({ problem }));
  }
}

function describe(address: SmtpAddress, probe: Answered, now: number): string {
  const { host, user, port } = address;
  return `${host}:${port}, ${describeTls(address, probe, now)}${user === undefined ? ', without a login' : ''}`;
}

function describeTls({ verify }: SmtpAddress, { tls }: Answered, now: number): string {
  if (tls === undefined) return 'without TLS';
  if (!verify) return `${tls.protocol}, certificate not verified`;
  if (tls.fault !== undefined) return `${tls.protocol}, certificate refused`;
  return `${tls.protocol}, certificate for ${plural(Math.floor((tls.validTo - now) / day), 'more day')}`;
}
