import { z } from 'zod';

/** A TLS report (RFC 8460): how others reached the mail servers of a domain. */
export interface TlsReport {
  readonly kind: 'tls';
  readonly reporter: string;
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly begin: number;
  readonly end: number;
  readonly policies: readonly TlsPolicy[];
}

interface TlsPolicy {
  readonly domain: string;
  readonly successful: number;
  readonly failed: number;
  readonly failures: readonly TlsFailure[];
}

export interface TlsFailure {
  readonly type: string;
  readonly count: number;
  /** The mail server, if the report names one. */
  readonly server: string;
}

const text = z
  .string()
  .max(2_000)
  .transform((value) => value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200));
const count = z.int().min(0);

const schema = z.object({
  'organization-name': text.default('unknown'),
  'report-id': text.default(''),
  'date-range': z.object({ 'start-datetime': text, 'end-datetime': text }),
  policies: z
    .array(
      z.object({
        policy: z.object({ 'policy-domain': text }),
        summary: z.object({
          'total-successful-session-count': count,
          'total-failure-session-count': count,
        }),
        'failure-details': z
          .array(
            z.object({
              'result-type': text,
              'receiving-mx-hostname': text.default(''),
              'failed-session-count': count.default(0),
            }),
          )
          .max(10_000)
          .default([]),
      }),
    )
    .max(1_000),
});

export function parseTlsReport(json: string): TlsReport | { readonly reason: string } {
  const { data, success, error } = schema.safeParse(readJson(json));
  if (!success) {
    const path = error.issues[0]?.path.join('.') ?? '';
    return {
      reason: path === '' ? 'it is not a TLS report' : `it is not a TLS report: its "${path}" is not valid`,
    };
  }
  const begin = Date.parse(data['date-range']['start-datetime']);
  const end = Date.parse(data['date-range']['end-datetime']);
  if (Number.isNaN(begin) || Number.isNaN(end)) return { reason: 'its period is not valid' };
  const policies = data.policies.map(({ policy, summary, 'failure-details': details }) => ({
    domain: policy['policy-domain'],
    successful: summary['total-successful-session-count'],
    failed: summary['total-failure-session-count'],
    failures: details.map((each) => ({
      type: each['result-type'],
      count: each['failed-session-count'],
      server: each['receiving-mx-hostname'],
    })),
  }));
  return { kind: 'tls', reporter: data['organization-name'], id: data['report-id'], begin, end, policies };
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The caller reports it: undefined is no report.
    return undefined;
  }
}
