/** Tables beside the ledger that delivery keeps. */
export interface DeliveryTables {
  automatic_suppressions: AutomaticSuppressionsTable;
  issue_names: IssueNamesTable;
}

/** A subscriber who gets nothing any more because a dispatch found that the address does not exist. */
interface AutomaticSuppressionsTable {
  dispatch: number;
  subscriber: string;
  /** The server's words, without addresses. */
  reply: string;
  /** What the share of refusals was measured in: the subscriber's domain, or the whole dispatch. */
  basis: 'domain' | 'dispatch';
  /** Addresses refused as unknown, of how many attempts there. */
  refused: number;
  attempted: number;
  suppressed_at: number;
  /** When a person lifted it. */
  lifted_at: number | null;
}

/** The name under which the ledger has an issue, by each name that the issue has or had. */
interface IssueNamesTable {
  name: string;
  issue: string;
}
