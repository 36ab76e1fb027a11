/** Delivery's tables beside the ledger. */
export interface DeliveryTables {
  automatic_suppressions: AutomaticSuppressionsTable;
  issue_names: IssueNamesTable;
}

/** Subscribers who were suppressed because a dispatch found that their address does not exist. */
interface AutomaticSuppressionsTable {
  dispatch: number;
  subscriber: string;
  /** The server's reply, without addresses. */
  reply: string;
  /**
   * The group over which the share of refusals was measured: the subscriber's domain, or the whole dispatch.
   */
  basis: 'domain' | 'dispatch';
  /** How many addresses the server refused as unknown, and of how many attempts in that group. */
  refused: number;
  attempted: number;
  suppressed_at: number;
  /** When somebody lifted the suppression. */
  lifted_at: number | null;
}

/** The ledger's name for an issue, by each name that the issue has or had. */
interface IssueNamesTable {
  name: string;
  issue: string;
}
