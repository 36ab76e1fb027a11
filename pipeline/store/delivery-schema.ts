import type { Generated } from 'kysely';

/** The tables for delivery, besides the ledger. */
export interface DeliveryTables {
  automatic_suppressions: AutomaticSuppressionsTable;
  issue_names: IssueNamesTable;
}

/** Subscribers who were suppressed because their addresses do not exist, or took nothing for a long time. */
interface AutomaticSuppressionsTable {
  dispatch: number;
  subscriber: string;
  /** The server's reply, without addresses. */
  reply: string;
  /**
   * The group in which the share of refusals was measured: the subscriber's domain, or the whole dispatch.
   */
  basis: 'domain' | 'dispatch';
  /**
   * In that group, the number of addresses that the server refused as unknown, and the number of attempts.
   */
  refused: number;
  attempted: number;
  /** address: it does not exist; soft: it took nothing in several dispatches in a row. */
  cause: Generated<'address' | 'soft'>;
  /** In how many dispatches it failed. */
  dispatches: Generated<number>;
  suppressed_at: number;
  /** When somebody lifted the suppression. */
  lifted_at: number | null;
}

/** Maps each present and former name of an issue to the name that the ledger uses. */
interface IssueNamesTable {
  name: string;
  issue: string;
}
