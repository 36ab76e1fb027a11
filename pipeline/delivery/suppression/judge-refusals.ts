/** The attempts of a dispatch to deliver to one domain. */
interface DomainAttempts {
  readonly domain: string;
  /** Recipients whose message was offered to a server at least once. */
  readonly attempted: number;
  /** Recipients whose address was refused as unknown. */
  readonly refused: number;
}

export interface Judgement {
  /**
   * suppress: the addresses do not exist; doubt: too many refusals at once; few: too few attempts to tell.
   */
  readonly verdict: 'suppress' | 'doubt' | 'few';
  /** The group over which the share was measured. */
  readonly basis: 'domain' | 'dispatch';
  readonly attempted: number;
  readonly refused: number;
}

/** If a larger share is refused, the cause is more likely the server or the list. */
export const largestShare = 0.05;
/** If there were fewer attempts, the share means little. */
const fewestAttempts = 20;

/**
 * Decides whether to believe the "no such address" refusals of a settled dispatch, for each domain with
 * refusals. The share is measured in the domain if it had enough attempts, otherwise in the whole dispatch.
 */
export function judgeRefusals(domains: readonly DomainAttempts[]): ReadonlyMap<string, Judgement> {
  const whole = {
    attempted: domains.reduce((sum, { attempted }) => sum + attempted, 0),
    refused: domains.reduce((sum, { refused }) => sum + refused, 0),
  };
  const withRefusals = domains.filter(({ refused }) => refused > 0);
  return new Map(
    withRefusals.map(({ domain, attempted, refused }) => [
      domain,
      attempted >= fewestAttempts
        ? { ...judge(attempted, refused), basis: 'domain' }
        : { ...judge(whole.attempted, whole.refused), basis: 'dispatch' },
    ]),
  );
}

function judge(attempted: number, refused: number): Omit<Judgement, 'basis'> {
  const counts = { attempted, refused };
  if (attempted < fewestAttempts) return { ...counts, verdict: 'few' };
  return { ...counts, verdict: refused / attempted < largestShare ? 'suppress' : 'doubt' };
}
