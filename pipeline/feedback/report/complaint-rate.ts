/** The share of messages about which people complained, as far as receivers report complaints. */
export interface ComplaintRate {
  /** The messages that were delivered to domains that report complaints. */
  readonly delivered: number;
  readonly complained: number;
  /** Undefined if no domain reports, because the rate is unknown then and not zero. */
  readonly rate: number | undefined;
  /** fine: below 0.1%; raised: from 0.1%; high: from 0.3%, where large receivers begin to refuse mail. */
  readonly level: 'fine' | 'raised' | 'high' | 'unknown';
  /** The messages that were delivered to domains that do not report. */
  readonly unknown: number;
}

export interface DomainComplaints {
  readonly domain: string;
  readonly delivered: number;
  readonly complained: number;
}

/** The limits of Gmail and Yahoo for senders. https://support.google.com/a/answer/81126 */
const raised = 0.001;
const high = 0.003;

/** Gmail reports complaints to nobody, one by one. Its Postmaster Tools show the rate. */
const silent = ['gmail.com', 'googlemail.com'];

/**
 * The rate over the domains that report complaints. `reporting` names those that have reported one before: only
 * then does the lack of a complaint mean something.
 */
export function complaintRate(
  domains: readonly DomainComplaints[],
  reporting: ReadonlySet<string>,
): ComplaintRate {
  const isTelling = ({ domain }: DomainComplaints) => reporting.has(domain) && !silent.includes(domain);
  const telling = domains.filter(isTelling);
  const delivered = sum(telling, 'delivered');
  const complained = sum(telling, 'complained');
  const unknown = sum(domains, 'delivered') - delivered;
  if (delivered === 0) return { delivered, complained, rate: undefined, level: 'unknown', unknown };
  const rate = complained / delivered;
  return {
    delivered,
    complained,
    rate,
    level: rate >= high ? 'high' : rate >= raised ? 'raised' : 'fine',
    unknown,
  };
}

function sum(domains: readonly DomainComplaints[], name: 'delivered' | 'complained'): number {
  return domains.reduce((total, domain) => total + domain[name], 0);
}
