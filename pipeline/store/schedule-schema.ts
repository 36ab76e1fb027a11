/**
 * The tables for people's decisions about issues, and for the time from which the moments of issues count.
 */
export interface ScheduleTables {
  holds: HoldsTable;
  skips: SkipsTable;
  first_runs: FirstRunsTable;
  acknowledgements: AcknowledgementsTable;
  editor_notices: EditorNoticesTable;
  alerts: AlertsTable;
  certificates: CertificatesTable;
}

/** Issues whose mail somebody has put on hold, for all transports. */
interface HoldsTable {
  issue: string;
  held_at: number;
}

/** Issues that somebody has decided not to send. They never count as missed. */
interface SkipsTable {
  issue: string;
  transport: string;
  skipped_at: number;
}

/** The time from which the moments of issues count, by transport. */
interface FirstRunsTable {
  transport: string;
  first_at: number;
  /**
   * The settings of the schedule at the latest run, as far as they determine moments; empty if there was no
   * schedule.
   */
  schedule: string;
  /** The time of the first run with that schedule. */
  schedule_at: number;
}

/**
 * When somebody reviewed and accepted the deliveries of a dispatch in this state. Deliveries that reach the
 * state later count as new.
 */
interface AcknowledgementsTable {
  dispatch: number;
  state: 'uncertain' | 'rejected';
  acknowledged_at: number;
}

/** Notices to the editors, by the moment of the issue that they announce. */
interface EditorNoticesTable {
  issue: string;
  transport: string;
  moment: number;
  /** `draft` announces that the issue is not ready. */
  kind: 'ready' | 'draft';
  state: 'planned' | 'claimed' | 'sending' | 'sent' | 'failed' | 'uncertain';
  /** The time after which other processes may presume that the holder is dead; 0 if there is no holder. */
  claimed_until: number;
  /** Why the notice was not sent. */
  reply: string | null;
  updated_at: number;
}

/** Alerts about open ends that are not settled yet. */
interface AlertsTable {
  transport: string;
  channel: 'mail' | 'webhook';
  reason: string;
  /** Empty for the ledger as a whole. */
  issue: string;
  /** When a run first found the open end, and when one found it last. */
  since: number;
  seen_at: number;
  /** No other process sends the alert before this time. */
  claimed_until: number;
  /** Null until the alert has been sent. */
  sent_at: number | null;
}

/** The certificates of the servers that readers and mail use, as a run saw them last. */
interface CertificatesTable {
  /** The name of the host and the port, such as `smtp.example.net:465`. */
  host: string;
  begins_at: number;
  ends_at: number;
  seen_at: number;
}
