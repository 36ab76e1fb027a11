interface Row {
  readonly ip: string;
  readonly count: number;
  readonly dkim?: string;
  readonly spf?: string;
  readonly disposition?: string;
  readonly signer?: string;
  readonly signed?: string;
  readonly sender?: string;
  readonly sent?: string;
}

/** A record of a DMARC report. Without more, both SPF and DKIM pass. */
export function record({
  ip,
  count,
  dkim = 'pass',
  spf = 'pass',
  disposition = 'none',
  signer = 'example.org',
  signed = 'pass',
  sender = 'example.org',
  sent = 'pass',
}: Row): string {
  return `<record><row><source_ip>${ip}</source_ip><count>${count}</count><policy_evaluated><disposition>${disposition}</disposition><dkim>${dkim}</dkim><spf>${spf}</spf></policy_evaluated></row><identifiers><header_from>example.org</header_from></identifiers><auth_results><dkim><domain>${signer}</domain><selector>s1</selector><result>${signed}</result></dkim><spf><domain>${sender}</domain><result>${sent}</result></spf></auth_results></record>`;
}

/** An aggregate report in the form of RFC 9990, Appendix B. */
export const dmarcReport = (...records: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<feedback><version>1.0</version><report_metadata><org_name>receiver.example</org_name><email>dmarc@receiver.example</email><report_id>1</report_id><date_range><begin>1764201600</begin><end>1764287999</end></date_range></report_metadata><policy_published><domain>example.org</domain><p>reject</p><adkim>r</adkim><aspf>r</aspf></policy_published>${records.join('')}</feedback>`;

/** A report in the form of RFC 8460, Appendix B. */
export const tlsReport = {
  'organization-name': 'receiver.example',
  'date-range': { 'start-datetime': '2026-11-27T00:00:00Z', 'end-datetime': '2026-11-27T23:59:59Z' },
  'contact-info': 'tls@receiver.example',
  'report-id': '1',
  policies: [
    {
      policy: { 'policy-type': 'sts', 'policy-domain': 'example.org', 'mx-host': ['mx.example.org'] },
      summary: { 'total-successful-session-count': 120, 'total-failure-session-count': 3 },
      'failure-details': [
        {
          'result-type': 'certificate-expired',
          'receiving-mx-hostname': 'mx.example.org',
          'failed-session-count': 3,
        },
      ],
    },
  ],
};
